package scenario

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/metric"
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/pattern"
)

// Limits on names, which are printed in tables and on one line.
const (
	maxName  = 100 // characters
	maxMarks = 8   // on one character; no script needs more
)

// badName says what names may be when the key is none; "" when it is one.
func badName(elem reflect.Type, key *yaml.Node) string {
	legal, hint := nameRule(elem)
	switch length := utf8.RuneCountInString(key.Value); {
	case isNull(key) || !legal(key.Value):
		return hint
	case length > maxName:
		return fmt.Sprintf("it has %d characters; the limit is %d", length, maxName)
	}
	return ""
}

// nameRule says whether a text may be the name of an element, and in words which may.
func nameRule(elem reflect.Type) (legal func(string) bool, words string) {
	switch elem {
	case reflect.TypeFor[model.Rate]():
		return isCode, "write the ISO 4217 code of a currency, such as EUR"
	case reflect.TypeFor[model.Given]():
		return isPath, "write the path of an input, such as drivers.users.growth"
	}
	return isPlainName, "use letters, digits, spaces, -, _ and single points between them, and begin with a letter or digit"
}

// isCode reports a text of three capitals.
func isCode(text string) bool {
	return len(text) == 3 && strings.IndexFunc(text, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// isPath reports a text that may be the path of an input.
func isPath(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return !isNameRune(r) && !unicode.IsMark(r) && !strings.ContainsRune("_.[] -", r) })
}

// isPlainName reports a text that may be the name of an element: letters, digits and symbols such as emoji of any
// script with the marks that belong to them, spaces, "-" and "_" behind the first, and "." between two of them.
func isPlainName(text string) bool {
	marks, last := 0, rune(0) // 0 before the first
	for _, r := range text {
		follows := last != 0 && last != '.' && !strings.ContainsRune("_ -", last) // a letter, or what belongs to one
		switch {
		case isNameRune(r):
			marks = 0
		case unicode.IsMark(r) && !isInvisible(r):
			if marks++; marks > maxMarks || !follows {
				return false
			}
		case r == '.' && !follows, r != '.' && !strings.ContainsRune("_ -", r), last == 0:
			return false
		case last == '.': // "a.-"
			return false
		}
		last = r
	}
	return last != 0 && last != '.'
}

// isNameRune reports a letter, a digit or a symbol that can be seen.
func isNameRune(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.So, r)) && !isInvisible(r)
}

// isInvisible reports letters, marks and symbols that leave no trace on paper. The selectors of emoji and text forms
// are not among them, because they belong to the character before them.
func isInvisible(r rune) bool {
	return r == '\u2800' || r != '\ufe0e' && r != '\ufe0f' &&
		(unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) || unicode.Is(unicode.Variation_Selector, r))
}

// likeMoment matches what says when, and therefore no thing: "month 6", "2026-11", "2026-11-27", "2026-Q4", "FY2027-Q1".
var likeMoment = pattern.Lazy(`^(month \d{1,4}|\d{4}-(\d{2}|Q[1-4])|\d{4}-\d{2}-\d{2}|FY ?\d{4}(-Q[1-4])?)$`)

// names reports faults of names among their like: one that says when, and one with
// a dot that can also be read as a part of another. Phases are moments themselves.
func (d *decoder) names(elem reflect.Type, all []pair, path string) {
	known := map[string]bool{}
	for _, p := range all {
		known[p.key.Value] = true
		if elem != reflect.TypeFor[model.Phase]() && elem != reflect.TypeFor[model.Point]() && likeMoment().MatchString(p.key.Value) {
			d.fail(p.key, codeReservedName, "choose another name", "%q cannot be a name here: it is a moment", p.key.Value)
		}
	}
	for _, p := range all {
		name := p.key.Value
		for at := range len(name) {
			if name[at] != '.' || elem == reflect.TypeFor[model.Given]() {
				continue
			}
			word, _, _ := strings.Cut(name[at+1:], ".")
			switch {
			case known[name[:at]] && slices.Contains(d.words(elem, path), word):
				d.fail(p.key, codeAmbiguousName, "rename one of them", "%q can also be read as %s of %q", name, word, name[:at])
			case path == "drivers.other" && slices.Contains(keysOf(d.fieldsOf(reflect.TypeFor[model.Drivers]())), name[:at]):
				d.fail(p.key, codeAmbiguousName, "choose another name", "%q can also be read as %s of drivers.%s", name, name[at+1:], name[:at])
			}
		}
	}
}

// words are what may stand behind a name in a path or in the name of a result.
func (d *decoder) words(elem reflect.Type, path string) []string {
	var all []string
	if isSection(elem) {
		all = keysOf(d.fieldsOf(elem))
	}
	for _, m := range metric.Definitions() {
		if word, ok := strings.CutPrefix(m.Name, path+".*."); ok {
			all = append(all, word)
		}
	}
	return all
}
