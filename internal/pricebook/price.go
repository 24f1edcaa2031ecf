package pricebook

import (
	"fmt"
	"strconv"
	"strings"
)

// Price is what one unit of something costs, somewhere, on some terms.
type Price struct {
	Provider string  // "aws"
	Region   string  // as the provider names it; empty where it does not matter
	SKU      string  // what is sold: "c6i.large"
	Family   string  // to which it belongs, such as "compute"
	Unit     string  // what is counted: "hour", "GiB-month", "request"
	Amount   float64 // of one unit, at least 0
	Currency string  // ISO 4217
	Term     Term    // on demand, spot, or a contract
	Upfront  float64 // money at the purchase of a contract, for one
	From, To float64 // units a month at this price: from, up to; 0 is without end
	CPU      float64 // cores; 0 is not known
	Memory   float64 // bytes; 0 is not known
	Source   string  // where it was read
	AsOf     string  // the day of the price, 2026-11-01
	Line     int     // in its file
	file     string  // its name
}

// Term is how something is bought.
type Term struct {
	Kind   TermKind // way to buy
	Months int      // of a contract
}

// TermKind is a way to buy.
type TermKind uint8

// The ways to buy.
const (
	OnDemand    TermKind = iota // by use
	Spot                        // by use, and may be taken away
	Reserved                    // a contract for this thing
	SavingsPlan                 // a contract over an amount of money an hour
)

// maxTerm is the longest contract, in months.
const maxTerm = 20 * 12

// String is the term as a book has it: "on demand", "spot", "1 year", "18 months",
// "savings plan 3 years".
func (t Term) String() string {
	switch t.Kind {
	case OnDemand:
		return "on demand"
	case Spot:
		return "spot"
	}
	n, word := t.Months, "month"
	if n%12 == 0 {
		n, word = n/12, "year"
	}
	if n != 1 {
		word += "s"
	}
	text := fmt.Sprintf("%d %s", n, word)
	if t.Kind == SavingsPlan {
		return "savings plan " + text
	}
	return text
}

// ParseTerm reads what String writes, and common other spellings.
func ParseTerm(text string) (Term, error) {
	word := strings.ToLower(strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(text)))
	switch word {
	case "", "on demand", "ondemand", "payg":
		return Term{}, nil
	case "spot":
		return Term{Kind: Spot}, nil
	}
	if strings.HasPrefix(strings.TrimSpace(text), "-") {
		return Term{}, fmt.Errorf("%q is no term", text)
	}
	t := Term{Kind: Reserved}
	if rest, ok := strings.CutPrefix(word, "savings plan"); ok {
		t.Kind, word = SavingsPlan, rest
	} else if rest, ok := strings.CutPrefix(word, "reserved"); ok {
		word = rest
	}
	word = strings.ReplaceAll(strings.TrimSpace(word), " ", "")
	digits := strings.TrimRight(word, "abcdefghijklmnopqrstuvwxyz")
	n, err := strconv.Atoi(digits)
	switch word[len(digits):] {
	case "y", "yr", "year", "years":
		t.Months = 12 * n
	case "m", "month", "months":
		t.Months = n
	default:
		err = strconv.ErrSyntax
	}
	if err != nil || n < 1 {
		return Term{}, fmt.Errorf("%q is no term", text)
	}
	if n > maxTerm || t.Months > maxTerm {
		return Term{}, fmt.Errorf("a term of %s is longer than 20 years", text)
	}
	return t, nil
}

// hoursOfYear are those over which providers spread a payment: 365 days.
const hoursOfYear = 8760

// Hours are those of a contract.
func (t Term) Hours() float64 { return float64(t.Months) * hoursOfYear / 12 }

// Effective is the price with what is paid upfront spread over the term, of things
// that are counted by the hour or the month.
func (p *Price) Effective() float64 {
	if p.Upfront == 0 || p.Term.Months == 0 {
		return p.Amount
	}
	if p.Unit == "month" {
		return p.Amount + p.Upfront/float64(p.Term.Months)
	}
	return p.Amount + p.Upfront/p.Term.Hours()
}

// UpfrontShare is the share of a contract that is paid at its purchase.
func (p *Price) UpfrontShare() float64 {
	all := p.Effective()
	if all == 0 {
		return 0
	}
	return 1 - p.Amount/all
}
