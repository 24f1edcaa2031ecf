package scenario

import (
	"cmp"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/talimat/talimat-plan/internal/model"
)

// foreign is an amount in another currency than that of the scenario.
type foreign struct {
	path, currency string
	node           *yaml.Node
}

// currencies finds what follows an exchange rate that moves. All prices but those of
// charges drift together, so that they are in one currency; each charge may have its own.
func (c *checker) currencies() {
	if c.s.FX == nil {
		return
	}
	for i := range c.s.FX.Rates {
		r := &c.s.FX.Rates[i]
		if in := c.inputs.Find("fx.rates." + r.Name + ".growth"); in != nil {
			r.Uncertain = in.Distribution != nil
		}
	}
	if len(c.s.Moving()) == 0 {
		return
	}
	for _, f := range c.decoder.foreign {
		if c.s.MovingIn(f.currency) == nil {
			continue
		}
		switch section, _, _ := strings.Cut(f.path, "."); section {
		case "charges":
			charge := c.chargeAt(f.path)
			if len(charge.Share) > 0 && strings.HasSuffix(f.path, ".up_to") {
				continue // a bound stands still, at the rate of month 0
			}
			c.follow(f, &charge.Currency, charge.Name)
		case "prices", "pools", "stores", "commitments":
			c.follow(f, &c.s.PricesIn, "all prices but those of charges")
		default:
			c.fail(f.node, codeFXMoves, "write it in "+c.currency, "%s is in %s, whose rate moves: prices, charges and limits follow it, this does not", f.path, f.currency)
		}
	}
	c.ownCurrency()
}

// follow notes the currency of an amount for all that drifts with it.
func (c *checker) follow(f foreign, in *string, what string) {
	if *in != "" && *in != f.currency {
		c.fail(f.node, codeFXMixed, "write it in "+*in, "%s is in %s, and other amounts of %s in %s: their rates move apart", f.path, f.currency, what, *in)
		return
	}
	*in = f.currency
}

// ownCurrency reports amounts in the scenario's own currency, or in one whose rate stands
// still, beside those that follow a rate.
func (c *checker) ownCurrency() {
	abroad := map[string]string{}
	for _, f := range c.decoder.foreign {
		abroad[f.path] = f.currency
	}
	for i := range c.inputs {
		in := &c.inputs[i]
		if !in.Kind.Money() || in.Default || *in.At == 0 || c.s.MovingIn(abroad[in.Path]) != nil {
			continue
		}
		follows, what := "", "all prices but those of charges"
		switch section, _, _ := strings.Cut(in.Path, "."); section {
		case "charges":
			if charge := c.chargeAt(in.Path); charge != nil {
				follows, what = charge.Currency, charge.Name
			}
		case "prices", "pools", "stores", "commitments":
			follows = c.s.PricesIn
		}
		if follows != "" {
			currency := cmp.Or(abroad[in.Path], c.currency)
			c.at(in.Path, codeFXMixed, "write it in "+follows, "%s is in %s, and other amounts of %s in %s, whose rate moves", in.Path, currency, what, follows)
		}
	}
}

// chargeAt is the charge that a path leads into.
func (c *checker) chargeAt(path string) *model.Charge {
	rest := strings.TrimPrefix(path, "charges.")
	var found *model.Charge
	for i := range c.s.Charges {
		name := c.s.Charges[i].Name
		if (rest == name || strings.HasPrefix(rest, name+".")) && (found == nil || len(name) > len(found.Name)) {
			found = &c.s.Charges[i]
		}
	}
	return found
}
