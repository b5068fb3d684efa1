"""Text -> Doc: tokens, then the model, then a tree and mentions for each sentence."""

from collections.abc import Sequence

from communique.language.doc import Doc, Mention, Row, build_doc
from communique.language.encoder import MAX_SUBWORDS, Encoder, Scores
from communique.language.lemmas import apply_script, repair
from communique.language.mend import mended
from communique.language.mentions import decode_mentions
from communique.language.subwords import SUBWORDS_A_CHARACTER
from communique.language.tokens import Piece, tokenize
from communique.language.told import told_of
from communique.language.tree import decode_heads


def parse(text: str, encoder: Encoder, sentences: Sequence[list[Piece]] | None = None) -> Doc:
    """The whole text parsed; a sentence too long for the encoder is cut into several, nothing is left out.

    `sentences`: what `tokenize` makes of the text, where it is known.
    """
    found = tokenize(text) if sentences is None else sentences
    pieces = [part for sentence in found for part in _fitting(text, sentence, encoder)]
    words = [[text[p.start : p.end] for p in sentence] for sentence in pieces]
    return doc_of(text, pieces, words, encoder.run(words), encoder)


def doc_of(
    text: str,
    pieces: Sequence[Sequence[Piece]],
    words: Sequence[Sequence[str]],
    scores: Sequence[Scores],
    encoder: Encoder,
) -> Doc:
    """A Doc from the scores of its sentences of words, which stand in the text at `pieces`."""
    sentences: list[list[tuple[int, int, Row]]] = []
    mentions: list[Mention] = []
    offset = 0
    for sentence_pieces, forms, score in zip(pieces, words, scores, strict=True):
        rows = sentence_rows(forms, score, encoder)
        mentions += decode_mentions(score, rows, encoder.labels["mention"], offset)
        sentences.append([(p.start, p.end, row) for p, row in zip(sentence_pieces, rows, strict=True)])
        offset += len(rows)
    doc = build_doc(text, sentences, mentions)
    doc.told = told_of(words, encoder.read_events(scores), encoder)
    return doc


def sentence_rows(words: Sequence[str], score: Scores, encoder: Encoder) -> list[Row]:
    """One row a word, its head from 1 (0: the root), from the scores of the sentence."""
    labels = encoder.labels
    heads = decode_heads(score.arc)
    rows: list[Row] = []
    for i, word in enumerate(words, 1):
        upos = labels["upos"][score.upos[i]]
        rows.append(
            (
                word,
                _lemma(word, upos, labels["lemma"][score.lemma[i]], encoder),
                upos,
                labels["feats"][score.feats[i]],
                heads[i - 1],
                labels["deprel"][score.rel[i, heads[i - 1]]],
            )
        )
    return mended(rows)


def _lemma(word: str, upos: str, script: str, encoder: Encoder) -> str:
    """The treebanks' lemma for a form that they hold, else the model's, mended where it is no word."""
    held = encoder.lemmas.get((word, upos))
    return held or repair(word, apply_script(word, script), upos, encoder.known_lemmas)


def _fitting(text: str, sentence: list[Piece], encoder: Encoder) -> list[list[Piece]]:
    """The sentence, or its halves (and theirs) where the encoder cannot see it whole."""
    stretch = text[sentence[0].start : sentence[-1].end]
    if len(stretch) * (1 if stretch.isascii() else SUBWORDS_A_CHARACTER) <= MAX_SUBWORDS:
        return [sentence]
    if encoder.count_subwords([[text[p.start : p.end] for p in sentence]])[0] <= MAX_SUBWORDS:
        return [sentence]
    if len(sentence) == 1:
        return _cut_word(sentence[0])
    middle = len(sentence) // 2
    return [*_fitting(text, sentence[:middle], encoder), *_fitting(text, sentence[middle:], encoder)]


def _cut_word(piece: Piece, limit: int = MAX_SUBWORDS // SUBWORDS_A_CHARACTER) -> list[list[Piece]]:
    """A single token of hundreds of characters, no word of any language, in stretches that fit."""
    return [[Piece(start, min(start + limit, piece.end))] for start in range(piece.start, piece.end, limit)]
