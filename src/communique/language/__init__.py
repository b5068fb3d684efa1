"""Text -> Doc: tokens, sentences, tags, lemmas, trees and mentions, by one small encoder that runs offline."""

from communique.language.doc import Doc, Mention, Sentence, Token, build_doc

__all__ = ["Doc", "Mention", "Sentence", "Token", "build_doc"]
