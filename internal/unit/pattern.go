package unit

import (
	"regexp"
	"strings"
)

// The parts of the patterns, in the common subset of ECMA-262 and RE2. \xA0 is the no-break space; the narrow and the
// thin one stand for themselves, because the two spell their numbers differently.
const (
	anySpace  = `[\s\xA0` + "\u202f\u2009" + `]`
	space     = anySpace + `*`
	slash     = space + `(?:/|per` + anySpace + `)` + space
	sign      = `(?:[+−-]` + space + `)?`
	spaced    = `[1-9][0-9]{0,2}(?:[ \xA0` + "\u202f\u2009" + `][0-9]{3})+`
	plain     = `(?:0|` + spaced + `|[1-9][0-9]*)`
	grouped   = `(?:0|` + spaced + `|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)`
	fraction  = `(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?`
	isoOrSign = `(?:[A-Za-z]{0,2}[$€₺£¥￥₹₩₪₽₫฿₱₴₦₸₡₲₵₾₼֏]|[A-Z]{3}|[Kk][rč]|[Zz]ł|[Ff]t|[Tt][Ll]|[Rr]s\.?|[Ll]ei|[Лл]в|元|円|원)`
)

// Pattern is an anchored regular expression for JSON Schema that matches every text Parse accepts. It is slightly wider:
// it knows neither ranges, nor the list of currencies, nor the length limit, nor which points are doubtful. It never
// matches a number without a needed unit.
func (k Kind) Pattern() string {
	g := k.grammar()
	units := make([]string, len(g.units))
	for i, u := range g.units {
		units[i] = strings.ReplaceAll(regexp.QuoteMeta(u.text), "/", slash)
	}
	unit := `(?:` + strings.Join(units, "|") + `)`
	more := ""
	if g.counted {
		words := make([]string, len(multipliers))
		for i, m := range multipliers {
			words[i] = m.text
		}
		more = space + `(?:` + strings.Join(words, "|") + `)?`
	}
	switch {
	case len(units) == 0:
		return `^[^\s\S]$` // matches nothing
	case !g.money:
		return `^` + space + sign + plain + fraction + more + space + unit + space + `$`
	}
	number := grouped + fraction + more + space
	return `^` + space + sign + `(?:` + isoOrSign + space + sign + number + `|` + number + isoOrSign + space + `)` + unit + space + `$`
}
