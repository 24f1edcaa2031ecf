package scenario

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/pattern"
	"github.com/talimat/talimat-plan/internal/unit"
)

const quoted = yaml.SingleQuotedStyle | yaml.DoubleQuotedStyle

// text decodes a scalar that is no quantity.
func (d *decoder) text(n *yaml.Node, v reflect.Value, f field, path string) {
	if isUncertain(n) || v.Kind() == reflect.Int && looksUncertain(n, unit.KindCount) {
		d.fail(n, codeNotCertain, "write "+expected(v.Type(), f), "%s cannot be uncertain", path)
		return
	}
	if n.Kind != yaml.ScalarNode {
		d.fail(n, codeWrongType, "", "expected %s, got %s", expected(v.Type(), f), describe(n))
		return
	}
	if strings.TrimSpace(n.Value) == "" && d.defaults == 0 {
		d.fail(n, codeEmptyValue, "write "+expected(v.Type(), f)+", or leave the key out", "%s has no value", path)
		return
	}
	d.written[path] = written{n.Value, d.defaults > 0}
	switch t := v.Addr().Interface().(type) {
	case *unit.Date:
		d.date(n, v)
	case *model.Span:
		d.span(n, v)
	case *model.When:
		t.Text = n.Value
		d.moments = append(d.moments, moment{node: n, when: t, last: strings.HasSuffix(path, ".to"), past: f.past})
	case *model.Condition:
		t.Text = n.Value
	default:
		d.scalar(n, v, f)
	}
}

// scalar decodes a string, a bool or an int.
func (d *decoder) scalar(n *yaml.Node, v reflect.Value, f field) {
	switch v.Kind() {
	case reflect.String:
		if len(f.enum) > 0 && !slices.Contains(f.enum, n.Value) {
			d.unknownWord(n, codeUnknownWord, "word", f.enum)
			return
		}
		v.SetString(n.Value)
	case reflect.Bool:
		if n.Value != "true" && n.Value != "false" || n.Style&quoted != 0 {
			d.fail(n, codeWrongType, "write true or false", "expected true or false, got %s", describe(n))
			return
		}
		v.SetBool(n.Value == "true")
	default:
		d.integer(n, v, f)
	}
}

// integer decodes a plain decimal whole number.
func (d *decoder) integer(n *yaml.Node, v reflect.Value, f field) {
	i, err := strconv.Atoi(n.Value)
	if err != nil || strconv.Itoa(i) != n.Value {
		d.fail(n, codeWrongType, "write digits only, such as 12", "expected a whole number, got %s", describe(n))
		return
	}
	if d.inRange(n, unit.KindCount, unit.Value{Number: float64(i)}, f) {
		v.SetInt(int64(i))
	}
}

// count returns "1 element", "2 elements".
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// unknownWord reports a text that is none of the known words, and suggests one.
func (d *decoder) unknownWord(n *yaml.Node, code, what string, known []string) {
	d.failPart(n, 0, len(n.Value), code, suggest(n.Value, known), "unknown %s %q", what, n.Value)
}

// suggest is the hint for a word that is not among the known ones.
func suggest(word string, known []string) string {
	known = slices.DeleteFunc(slices.Clone(known), func(w string) bool { return w == "" })
	switch near := unit.Nearest(word, known); {
	case near != "":
		return fmt.Sprintf("did you mean %q?", near)
	case len(known) == 0:
		return "there are none"
	case len(known) > maxListed:
		return "known: " + strings.Join(known[:maxListed], ", ") + ", …"
	default:
		return "known: " + strings.Join(known, ", ")
	}
}

// abridged is a text as messages quote it: its beginning when it is long.
func abridged(text string) string {
	if r := []rune(text); len(r) > maxName {
		return string(r[:maxName]) + "…"
	}
	return text
}

// maxListed is how many words a hint lists.
const maxListed = 20

// date decodes a calendar month.
func (d *decoder) date(n *yaml.Node, v reflect.Value) {
	date, err := unit.ParseDate(n.Value)
	if err != nil {
		d.badText(n, codeBadDate, err)
		return
	}
	v.Set(reflect.ValueOf(date))
}

// badText reports what package unit says about a text.
func (d *decoder) badText(n *yaml.Node, code string, err error) {
	var fault *unit.Error
	if !errors.As(err, &fault) {
		d.fail(n, code, "", "%v", err)
		return
	}
	d.failPart(n, fault.Offset, fault.Length, code, fault.Hint, "%s", fault.Message)
}

var spanPattern = pattern.Lazy(`^(\d{1,4})(?: ?[-–] ?(\d{1,4}))?$`)

// span decodes "3" or "3-4"; the horizon is checked later.
func (d *decoder) span(n *yaml.Node, v reflect.Value) {
	m := spanPattern().FindStringSubmatch(n.Value)
	if m == nil {
		d.fail(n, codeBadMonths, "write 3 or 3-4", "%q are not months", n.Value)
		return
	}
	first, _ := strconv.Atoi(m[1])
	last := first
	if m[2] != "" {
		last, _ = strconv.Atoi(m[2])
	}
	switch {
	case first < 1:
		d.fail(n, codeBadMonths, "month 1 is the first after today", "months begin with 1, not %d", first)
	case last < first:
		d.fail(n, codeBadMonths, fmt.Sprintf("write %d-%d", last, first), "the months %q run backwards", n.Value)
	default:
		v.Set(reflect.ValueOf(model.Span{First: first, Last: last}))
	}
}
