package politeness

// trie finds phrases in a row of words. Words are numbered from 1; 0 is a word that is in no phrase.
type trie struct {
	numbers map[string]int32
	next    map[uint64]int32 // node and word to the node behind it
	ends    [][]int          // by node: the features whose phrase ends there
}

// startMark stands in a phrase for the start of a sentence.
const startMark = "^"

func newTrie() trie {
	return trie{numbers: map[string]int32{}, next: map[uint64]int32{}, ends: [][]int{nil}}
}

func step(node, word int32) uint64 { return uint64(node)<<32 | uint64(word) }

// add makes a phrase stand for a feature.
func (t *trie) add(phrase []string, feature int) {
	var node int32
	for _, word := range phrase {
		number, ok := t.numbers[word]
		if !ok {
			number = int32(len(t.numbers) + 1)
			t.numbers[word] = number
		}
		next, ok := t.next[step(node, number)]
		if !ok {
			next = int32(len(t.ends))
			t.ends = append(t.ends, nil)
			t.next[step(node, number)] = next
		}
		node = next
	}
	t.ends[node] = append(t.ends[node], feature)
}

// start returns the node behind the mark for the start of a sentence.
func (t *trie) start() (node int32, ok bool) {
	node, ok = t.next[step(0, t.numbers[startMark])]
	return node, ok
}

// walk goes from a node along the words numbered, and calls found for every phrase that ends on the
// way, shortest first, with how many words it took. Its work is bounded by the longest phrase.
func (t *trie) walk(node int32, numbers []int32, found func(feature, words int)) {
	for i, number := range numbers {
		if number == 0 {
			return
		}
		next, ok := t.next[step(node, number)]
		if !ok {
			return
		}
		node = next
		for _, feature := range t.ends[node] {
			found(feature, i+1)
		}
	}
}
