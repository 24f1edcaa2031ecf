package document

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/unit"
	"github.com/talimat/talimat-plan/internal/words"
)

// Cell is a value of a table: words, a truth, a number of some kind, or one that
// does not exist. The zero value is an empty cell, which is null to machines.
type Cell struct {
	is    what
	word  string  // what people read in place of the number; words to machines too
	value float64 // in base units
	half  float64 // half width of its 95 % interval; NaN for none
	items []string
	Form  Form // how people read the number
	Tone  Tone // how it is coloured
}

type what uint8

const (
	nothing what = iota // an empty cell, or a number that does not exist
	text                // words
	truth               // true or false
	number              // a number
	whole               // a number of which every digit counts
	list                // several words
)

// Tone is what a cell says about the plan.
type Tone uint8

// The tones.
const (
	Plain Tone = iota // nothing
	Bad               // something is broken
	Warn              // something is to be looked at
	Note              // something is worth a word
)

// Word is a cell of words.
func Word(s string) Cell { return Cell{is: text, word: s, half: math.NaN()} }

// Words is a cell of several words, to machines a list.
func Words(all []string) Cell { return Cell{is: list, items: all, half: math.NaN()} }

// Parts are the words of a list, or what people read of another cell.
func (c Cell) Parts() []string {
	if c.is == list {
		return c.items
	}
	return []string{c.String()}
}

// Empty is a cell with nothing in it.
func Empty() Cell { return Cell{half: math.NaN()} }

// None is a number that does not exist, and what people read in its place.
func None(s string) Cell { return Cell{word: s, half: math.NaN()} }

// Truth is a cell that is true or false, and the words for it.
func Truth(v bool, yes, no string) Cell {
	c := Cell{is: truth, half: math.NaN(), word: no}
	if v {
		c.value, c.word = 1, yes
	}
	return c
}

// Number is a number in base units. One that is not finite does not exist.
func Number(f Form, v float64) Cell {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return None(words.None)
	}
	return Cell{is: number, value: v, half: math.NaN(), Form: f}
}

// Maybe is a number that may not exist.
func Maybe(f Form, v *float64) Cell {
	if v == nil {
		return None(words.None)
	}
	return Number(f, *v)
}

// Seed is a whole number of which every digit counts.
func Seed(n uint64) Cell {
	return Cell{is: whole, word: strconv.FormatUint(n, 10), half: math.NaN()}
}

// Count is a whole number.
func Count(n int) Cell { return Number(Form{Kind: unit.KindCount, Places: 0}, float64(n)) }

// MaybeCount is a whole number that may not exist; then the cell is empty.
func MaybeCount(n *int) Cell {
	if n == nil {
		return Empty()
	}
	return Count(*n)
}

// Within is the cell with the half width of its 95 % interval; what is not finite
// is none.
func (c Cell) Within(half float64) Cell {
	if c.is == number && !math.IsInf(half, 0) {
		c.half = half
	}
	return c
}

// Reads is the number with words that people read in its place.
func (c Cell) Reads(s string) Cell {
	c.word = s
	return c
}

// As is the cell in a tone.
func (c Cell) As(t Tone) Cell {
	c.Tone = t
	return c
}

// Absent says that there is no value.
func (c Cell) Absent() bool { return c.is == nothing }

// Value is the number; ok is false when it is none.
func (c Cell) Value() (v float64, ok bool) { return c.value, c.is == number }

// Half is the half width of the 95 % interval; ok is false when there is none.
func (c Cell) Half() (v float64, ok bool) { return c.half, !math.IsNaN(c.half) }

// String is what people read, without the interval.
func (c Cell) String() string {
	if c.is == number && c.word == "" {
		return c.Form.Write(c.value)
	}
	if c.is == list {
		return strings.Join(c.items, ", ")
	}
	return c.word
}

// Interval is " ±" and the half width; empty where there is none, or none to see.
func (c Cell) Interval() string {
	if half, ok := c.Half(); ok && c.is == number {
		if text := c.Form.half(half); text != "" {
			return " ±" + text
		}
	}
	return ""
}

// Sentence is the number with its interval as a sentence has it: "$5.00 ± $0.10".
func (c Cell) Sentence() string {
	if c.Interval() == "" {
		return c.String()
	}
	half := c.Form.Write(c.half)
	if c.Form.Kind == unit.KindRatio {
		half = c.Form.half(c.half) + " pp"
	}
	return c.String() + " ± " + half
}

// Data is what machines read: a string, a bool, a float64 rounded as its kind is, a
// [json.Number] of a seed, a []string, or nil.
func (c Cell) Data() any {
	switch c.is {
	case text:
		return c.word
	case truth:
		return c.value != 0
	case number:
		return c.Form.Round(c.value)
	case whole:
		return json.Number(c.word)
	case list:
		return c.items
	}
	return nil
}
