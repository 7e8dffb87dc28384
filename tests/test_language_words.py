"""What the package takes from spaCy is what spaCy itself would say, word by word."""

from fractions import Fraction

import numpy as np
import pytest

from analysis.articles import load_articles
from analysis.language import vectors
from analysis.language.classes import APART, WordClasses
from analysis.language.pipeline import load_model, load_pipeline
from analysis.language.vectors import Vectors
from analysis.sentences import paragraphs

ODD = [
    "",
    " ",
    "\n\n  ",
    "Let’s go. I'm gonna say y'all ain’t here, c'mon! It 's been there.",
    "There is nothing that she had n't done; what did he do? He’d have been.",
    "  Ana   Ruiz\tsaid  so .",
    "😀 café — naïve… “Ünïcode”",
    "https://example.org/a?b=c @ana #bridge 3,000.50 U.S.",
    "(“‘",
    "Ana " * 300,
]
OF_A_WORD = (
    "text", "lower_", "idx", "whitespace_", "tag_", "pos_", "lemma_", "dep_", "ent_type_",
    "ent_iob_", "is_punct", "is_space", "is_quote", "is_bracket", "is_alpha", "is_stop",
    "is_sent_end",
)  # fmt: skip


@pytest.fixture(scope="module")
def pairs():
    articles = load_articles("data/sample").text
    texts = [text[start:end] for text in articles for start, end in paragraphs(text)] + ODD
    ours = load_pipeline().parse(texts)
    return list(zip(ours, load_model().pipe(texts), strict=True))


def test_every_word_is_as_spacy_has_it(pairs):
    for ours, theirs in pairs:
        assert ours.text == theirs.text
        for one, other in zip(ours, theirs, strict=True):
            for name in OF_A_WORD:
                assert getattr(one, name) == getattr(other, name), (name, one, ours.text)
            assert one.is_sent_start == bool(other.is_sent_start)


def test_every_tree_is_as_spacy_has_it(pairs):
    def places(words):
        return [word.i for word in words]

    for ours, theirs in pairs:
        for one, other in zip(ours, theirs, strict=True):
            assert one.head.i == other.head.i
            assert (one.left_edge.i, one.right_edge.i) == (other.left_edge.i, other.right_edge.i)
            for name in ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts"):
                assert places(getattr(one, name)) == places(getattr(other, name)), (name, one)


def test_every_phrase_is_as_spacy_has_it(pairs):
    def edges(spans):
        return [(span.start, span.end, span.text) for span in spans]

    for ours, theirs in pairs:
        assert edges(ours.ents) == edges(theirs.ents)
        assert [e.label_ for e in ours.ents] == [e.label_ for e in theirs.ents]
        if len(theirs):
            assert edges(ours.sents) == edges(theirs.sents)
            assert edges(ours.noun_chunks) == edges(theirs.noun_chunks)
        for start in range(len(ours)):
            for end in range(start + 1, min(start + 6, len(ours)) + 1):
                assert ours[start:end].root.i == theirs[start:end].root.i, ours[start:end]


@pytest.mark.parametrize("mode", ["strict", "expand"])
def test_places_in_the_text_lead_to_the_same_words(pairs, mode):
    for ours, theirs in pairs[:40] + pairs[-len(ODD) :]:
        for start in range(min(len(ours.text), 60)):
            for end in (start + 1, start + 4, start + 9):
                one, other = (
                    doc.char_span(start, end, alignment_mode=mode) for doc in (ours, theirs)
                )
                assert (one is None) == (other is None)
                assert one is None or (one.start, one.end) == (other.start, other.end)


def test_words_that_the_rules_name_are_asked_about_by_their_letters():
    classes = WordClasses(load_model())
    row = [("have", "VBP", "aux"), ("have", "VBP", "ROOT"), ("boats", "NNS", "dobj")]
    found = [classes.find(word) for word in row]
    assert [one.pos for one, _ in found] == ["AUX", "VERB", "NOUN"]
    assert found[2][0].lemma is None
    assert classes.lemma("boats", "NOUN", "Number=Plur") == "boat"


def test_a_word_that_means_another_thing_beside_its_neighbour_is_never_kept():
    classes = WordClasses(load_model())
    after_let = (("Let", "VB", "ROOT"), APART)
    found, is_alone = classes.find(("'s", "PRP", "nsubj"), lambda: after_let)
    assert (found.lemma, is_alone) == ("us", False)
    assert classes.find(("'s", "VBZ", "ROOT"))[0].lemma == "be"


def test_a_model_that_has_met_too_many_words_makes_room_for_a_new_one(monkeypatch):
    text = "Ana Ruiz of Port Ellery spoke."
    first = load_pipeline()
    before = [(word.text, word.lemma_, word.head.i) for word in first.parse([text])[0]]
    monkeypatch.setattr(first, "_most_words", len(load_model().vocab.strings))
    assert not first.is_full
    first.parse(["Quellbrick Vandersnoot grumbled."])
    assert first.is_full
    second = load_pipeline()
    assert second is not first
    assert second is load_pipeline()
    assert len(load_model().vocab.strings) < first._most_words
    after = [(word.text, word.lemma_, word.head.i) for word in second.parse([text])[0]]
    assert after == before


def test_a_form_is_worth_the_same_whatever_it_is_learnt_with():
    nlp = load_model()
    docs = [nlp.make_doc(text) for text in (*ODD[3:], "The old Quellbrick bridge isn't open.")]
    models = [nlp.get_pipe("tok2vec").model, nlp.get_pipe("ner").model.layers[0].layers[0]]
    together, alone = Vectors(models), Vectors(models)
    together.of(docs)
    for doc in reversed(docs):
        for word in reversed(range(len(doc))):
            alone.of([doc[word : word + 1].as_doc()])
    assert together._numbers.keys() == alone._numbers.keys()
    for one, other in zip(together._networks, alone._networks, strict=True):
        for form, row in together._numbers.items():
            same = alone._numbers[form]
            assert (one._forms[row] == other._forms[same]).all(), form
            assert (one._brought[row] == other._brought[same]).all(), form


@pytest.mark.parametrize("bound", [0.7, 8.0, 9.1])
def test_on_a_grid_a_sum_of_products_does_not_depend_on_its_order(bound):
    drawn = np.random.default_rng(1)
    one = vectors.on_a_grid(drawn.uniform(-bound, bound, 128).astype("float32"), bound, 24)
    other = vectors.on_a_grid(drawn.uniform(-1.7, 1.7, 128).astype("float32"), 1.7, 22)
    products = [Fraction(x) * Fraction(y) for x, y in zip(one, other, strict=True)]
    assert sum(products) == Fraction(float(one @ other))
    assert np.abs(one).max() <= 2 ** np.ceil(np.log2(bound))
    for _ in range(5):
        order = drawn.permutation(128)
        assert float(sum((one * other)[order])) == float(one @ other)


def test_vectors_are_those_of_spacy_to_the_fifth_digit():
    nlp = load_model()
    docs = [nlp.make_doc(text) for text in ODD if text]
    models = [nlp.get_pipe("tok2vec").model, nlp.get_pipe("ner").model.layers[0].layers[0]]
    for model, ours in zip(models, Vectors(models).of(docs), strict=True):
        assert np.allclose(ours, np.concatenate(model.predict(docs)), rtol=0, atol=1e-5)


def test_forms_are_learnt_anew_when_there_are_too_many(monkeypatch):
    text = "Ana Ruiz of Port Ellery spoke to the council."
    before = [(word.tag_, word.head.i) for word in load_pipeline().parse([text])[0]]
    monkeypatch.setattr(vectors, "_MOST_KEPT", 3)
    for other in ("One two three four five.", text, "Six seven."):
        load_pipeline().parse([other])
    assert [(word.tag_, word.head.i) for word in load_pipeline().parse([text])[0]] == before


def test_a_name_can_be_set_over_others():
    doc = load_pipeline().parse(["Ana Ruiz of Port Ellery spoke."])[0]
    doc.set_entity(0, 5, "ORG")
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("Ana Ruiz of Port Ellery", "ORG")
    ]
    assert [word.ent_iob_ for word in doc] == ["B", "I", "I", "I", "I", "O", "O"]
