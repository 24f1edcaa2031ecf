package scenario

import (
	"reflect"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/model"
)

// badName says what names may be when the key is none; "" when it is one.
func badName(elem reflect.Type, key *yaml.Node) string {
	legal, hint := nameRule(elem)
	if isNull(key) || !legal(key.Value) {
		return hint
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
	return isPlainName, "use letters, digits, spaces, - and _, and begin with a letter or digit"
}

// isCode reports a text of three capitals.
func isCode(text string) bool {
	return len(text) == 3 && strings.IndexFunc(text, func(r rune) bool { return r < 'A' || r > 'Z' }) < 0
}

// isPath reports a text that may be the path of an input.
func isPath(text string) bool { return text != "" && !strings.ContainsFunc(text, notOf("_.[] -")) }

// isPlainName reports a text that may be the name of an element.
func isPlainName(text string) bool {
	return text != "" && !strings.ContainsFunc(text, notOf("_ -")) && !strings.ContainsAny(text[:1], "_ -")
}

// notOf reports what is neither a letter, nor a digit of any script, nor one of the signs.
func notOf(signs string) func(rune) bool {
	return func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !strings.ContainsRune(signs, r)
	}
}
