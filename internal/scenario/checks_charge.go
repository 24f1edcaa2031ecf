package scenario

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// charges checks the lines of the bill that the owner has added.
func (c *checker) charges() {
	for i := range c.s.Charges {
		charge := &c.s.Charges[i]
		path := "charges." + charge.Name
		switch {
		case len(charge.Price) > 0 == (len(charge.Share) > 0):
			c.at(path, codeChargeForm, "write price: $200/month, or share: 10%", "a charge has either a price or a share")
			continue
		case len(charge.Share) > 0:
			c.share(path, charge)
		case c.feeSteps(path, charge):
			c.priced(path, charge)
		}
		if !isPlainName(charge.Category) {
			_, hint := nameRule(nil)
			c.at(path+".category", codeChargeForm, hint, "%q cannot be the name of a category", abridged(charge.Category))
		}
		if charge.From.Set && charge.To.Set && charge.To.Month < charge.From.Month {
			c.at(path+".to", codeBadMonths, "", "it ends in month %d, before it begins in month %d", charge.To.Month, charge.From.Month)
		}
	}
	c.shareCycles()
}

// feeSteps checks the steps of a price: all are for the same, and their bounds ascend.
func (c *checker) feeSteps(path string, charge *model.Charge) bool {
	basis, last, ok := charge.Basis(), 0.0, true
	fail := func(i int, key, hint, format string, args ...any) {
		c.at(fmt.Sprintf("%s.price[%d]%s", path, i, key), codePriceSteps, hint, format, args...)
		ok = false
	}
	for i := range charge.Price {
		step := &charge.Price[i]
		volume := basis == model.ByByte || basis == model.ByByteMonth
		switch {
		case step.Price.Basis() != basis:
			fail(i, ".price", "", "the steps of a price must all be for the same")
		case i == len(charge.Price)-1 && step.UpTo != nil:
			fail(i, ".up_to", "the last step holds for everything beyond", "the last step must have no up_to")
		case i < len(charge.Price)-1 && step.UpTo == nil:
			fail(i, "", "add up_to", "a step before the last must have an up_to")
		case step.UpTo != nil && (step.UpTo.Bytes != nil) != volume:
			fail(i, ".up_to", map[bool]string{true: "write up_to: 10 TB", false: "write up_to: 1000"}[volume], "the bound is not in what the price is for")
		case step.UpTo != nil && *step.UpTo.At() <= last:
			fail(i, ".up_to", "", "the bounds must ascend")
		}
		if step.UpTo != nil {
			last = *step.UpTo.At()
		}
	}
	return ok
}

// priced checks what a price is for: it must be counted in the unit of the price.
func (c *checker) priced(path string, charge *model.Charge) {
	basis := charge.Basis()
	if len(charge.Of) == 0 && basis != model.ByMonth && charge.Count == nil {
		c.at(path, codeChargeForm, "add of: what it is for, or count: how many a month", "the price is for each, and nothing says of what")
	}
	if charge.Least != nil && basis == model.ByMonth && len(charge.Of) == 0 {
		c.at(path+".least", codeChargeForm, "leave least out", "a fixed amount has no least")
	}
	c.granted(path, charge)
	c.restated(path, charge)
	inBytes := charge.Each != nil && charge.Each.Bytes != nil
	if inBytes && (basis == model.ByMonth || basis == model.ByEach) {
		c.at(path+".each", codePriceUnit, "write a price per GB, or how many", "each is in bytes, and the price is not")
	}
	for i, name := range charge.Of {
		meter, times := c.s.Meter(name)
		place := c.element(path+".of", i)
		switch {
		case times == 0:
			c.at(place, codeUnknownReference, suggest(name, c.s.Meters()), "there is nothing called %q that a charge could be of", name)
		case times > 1:
			c.at(place, codeAmbiguousReference, "write drivers."+name+" or services."+name, "%q can be read in two ways", name)
		default:
			c.metered(place, name, charge, meter.Source)
		}
	}
}

// restated checks that the steps of a price which grows are dated alike: it grows from the
// month that it is stated for, and that is one for all of them.
func (c *checker) restated(path string, charge *model.Charge) {
	if charge.Growth.Rate == 0 || len(charge.Price) < 2 {
		return
	}
	dated := map[string]int{}
	for _, d := range c.s.Dated {
		if strings.HasPrefix(d.Path, path+".price[") {
			var months []string
			for _, step := range d.Steps {
				months = append(months, strconv.Itoa(step.From.Month))
			}
			dated[strings.Join(months, " ")]++
		}
	}
	for _, n := range dated {
		if n != len(charge.Price) {
			c.at(path+".price", codePriceSteps, "date every step by the same months, or leave growth out", "the price grows from the month that it is stated for, and its steps are stated for different months")
			return
		}
	}
}

// granted checks that a quota is of what happens at a rate that is known.
func (c *checker) granted(path string, charge *model.Charge) {
	if charge.Quota == nil {
		return
	}
	known := charge.Basis() == model.ByEach && len(charge.Of) > 0
	for _, name := range charge.Of {
		switch meter, _ := c.s.Meter(name); meter.Source {
		case model.OfRequests, model.OfService, model.OfStream, model.OfStoreReads, model.OfStoreWrites:
		default:
			known = false
		}
	}
	if !known {
		c.at(path+".quota", codeChargeForm, "leave quota out", "a quota is of what happens, such as calls of a service, each at a price")
	}
}

// metered checks that what a source counts is what a price is for.
func (c *checker) metered(path, name string, charge *model.Charge, source model.Source) {
	basis, measure := charge.Basis(), source.Measure()
	inBytes := charge.Each != nil && charge.Each.Bytes != nil
	price := c.price(&charge.Price[0].Price)
	switch {
	case basis == model.ByMonth && measure == model.Happening && source == model.OfService:
		c.at(path, codePriceUnit, fmt.Sprintf("write of: services.%s.replicas, or a price for each call", name), "%s is for what there is, and %s is calls, which happen", price, name)
	case basis == model.ByMonth && measure == model.Happening:
		c.at(path, codePriceUnit, "write a price for each, such as $0.40/million", "%s is for what there is, and %s happen", price, name)
	case basis == model.ByEach && measure == model.Level:
		c.at(path, codePriceUnit, "write "+price+"/month", "%s for each that happens, and %s is how many there are", price, name)
	case (basis == model.ByMonth || basis == model.ByEach) && (measure == model.Kept || measure == model.Sent):
		c.at(path, codePriceUnit, "write a price per GB or GB-month", "%s is bytes, and %s is no price of bytes", name, price)
	case basis == model.ByByteMonth && measure == model.Sent:
		c.at(path, codePriceUnit, "write a price per GB", "%s is for bytes that are kept, and %s are sent", price, name)
	case basis == model.ByByte && measure == model.Kept:
		c.at(path, codePriceUnit, "write a price per GB-month", "%s is for bytes that are sent, and %s are kept", price, name)
	case basis == model.ByByteMonth && measure == model.Happening:
		c.at(path, codePriceUnit, "write a price per GB", "%s is for bytes that are kept, and %s happen", price, name)
	case measure == model.Level && basis == model.ByByte:
		c.at(path, codePriceUnit, "write a price per GB-month", "%s is for bytes that are sent, and %s is how many there are", price, name)
	case measure == model.Level && basis == model.ByByteMonth && !inBytes,
		measure == model.Happening && basis == model.ByByte && !inBytes && (source != model.OfRequests || c.s.Load.Bytes == 0):
		c.at(path, codeNoBytes, "add each: 2 KB", "%s is for bytes, and nothing says how many one of %s has", price, name)
	case (measure == model.Kept || measure == model.Sent) && inBytes:
		c.at(path, codePriceUnit, "write each as a share or a number", "%s is bytes already", name)
	}
}

// price writes a price of the file.
func (c *checker) price(f *model.Fee) string {
	kind := map[model.Basis]unit.Kind{
		model.ByMonth: unit.KindMoneyPerMonth, model.ByEach: unit.KindMoneyPerCount, model.ByByte: unit.KindMoneyPerByte, model.ByByteMonth: unit.KindMoneyPerByteMonth,
	}[f.Basis()]
	return c.format(kind, *f.At())
}

// share checks what a share is of.
func (c *checker) share(path string, charge *model.Charge) {
	for _, key := range []struct {
		name string
		said bool
	}{{"quota", charge.Quota != nil}, {"each", charge.Each != nil}, {"count", charge.Count != nil}, {"growth", charge.Growth.Rate != 0}} {
		if key.said {
			c.at(path+"."+key.name, codeChargeForm, "leave it out", "a share of other lines has no %s", key.name)
		}
	}
	c.shareSteps(path, charge)
	lines := c.lines()
	for i, name := range charge.Of {
		bare := strings.TrimPrefix(name, "cost.categories.")
		line := c.s.Charge(name) != nil
		category := slices.Contains(c.s.Categories(), bare)
		switch place := c.element(path+".of", i); {
		case line && category && bare == name && c.s.Charge(name).Category != name:
			c.at(place, codeAmbiguousReference, "write cost.categories."+name+", or rename the charge", "%q is a charge, and a category of more", name)
		case name == charge.Name:
			c.at(place, codeCallCycle, "", "a charge cannot be a share of itself")
		case !line && !category && !model.IsBill(name):
			c.at(place, codeUnknownReference, suggest(name, lines), "there is no line or category %q", name)
		}
	}
}

// lines are the names that a share may be of.
func (c *checker) lines() []string {
	all := append(c.s.Categories(), "cost.effective", "cost.billed", "cost.list")
	for i := range c.s.Charges {
		all = append(all, c.s.Charges[i].Name)
	}
	return all
}

// shareSteps checks the bounds of a graduated share.
func (c *checker) shareSteps(path string, charge *model.Charge) {
	last := unit.MoneyPerMonth(0)
	for i := range charge.Share {
		upTo, step := charge.Share[i].UpTo, fmt.Sprintf("%s.share[%d]", path, i)
		switch {
		case i == len(charge.Share)-1 && upTo != nil:
			c.at(step+".up_to", codePriceSteps, "the last step holds for everything beyond", "the last step must have no up_to")
		case i < len(charge.Share)-1 && upTo == nil:
			c.at(step, codePriceSteps, "add up_to", "a step before the last must have an up_to")
		case upTo != nil && *upTo <= last:
			c.at(step+".up_to", codePriceSteps, "", "the bounds must ascend")
		}
		if upTo != nil {
			last = *upTo
		}
	}
}

// shareCycles reports shares of each other, and takes them apart so that nothing that
// follows runs in circles.
func (c *checker) shareCycles() {
	const walking, walked = 1, 2
	state := map[string]int{}
	var walk func(name string, way []string)
	walk = func(name string, way []string) {
		charge := c.s.Charge(name)
		if charge == nil || len(charge.Share) == 0 || state[name] == walked {
			return
		}
		way = append(way, name)
		if state[name] == walking {
			begin := slices.Index(way, name)
			c.at("charges."+name+".of", codeCallCycle, "one of them must be a share of something else", "shares of each other: %s", strings.Join(way[begin:], " of "))
			return
		}
		state[name] = walking
		for _, of := range charge.Of {
			if of != name {
				walk(of, way)
			}
		}
		state[name] = walked
	}
	for i := range c.s.Charges {
		walk(c.s.Charges[i].Name, nil)
	}
}
