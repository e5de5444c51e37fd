package quiz

import "hash/fnv"

// random is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
// OOPSLA 2014). It stands here instead of math/rand because a paper has to come out of its seed the
// same in ten years, and no library promises that.
type random struct{ state uint64 }

func (r *random) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// below returns a number from 0 to n-1, each as likely as the others; n is at least 1.
func (r *random) below(n int) int {
	bound := uint64(n)
	reject := -bound % bound // 2^64 mod n: the numbers below it would favour small results
	for {
		if v := r.next(); v >= reject {
			return int(v % bound)
		}
	}
}

// shuffle puts items into an order of its own (Fisher and Yates).
func shuffle[T any](r *random, items []T) {
	for i := len(items) - 1; i > 0; i-- {
		j := r.below(i + 1)
		items[i], items[j] = items[j], items[i]
	}
}

// OptionOrder returns the order in which a paper shows a question's options: place on the page →
// index into Options. True and false keep their places, since moving them only confuses, and the turns
// of a conversation keep their order.
func OptionOrder(seed uint64, q Question) []int {
	order := make([]int, len(q.Options))
	for i := range order {
		order[i] = i
	}
	if q.Type == TrueFalse || q.Type == Spot {
		return order
	}
	name := fnv.New64a()
	_, _ = name.Write([]byte(q.ID)) // a hash never fails to write
	shuffle(&random{seed ^ name.Sum64()}, order)
	return order
}
