package pricebook

import (
	"fmt"
	"strconv"
	"strings"
)

// awsProduct is what is sold, as both forms of the AWS Price List describe it.
type awsProduct struct {
	family     string
	attributes map[string]string // by the names of the JSON form
}

// awsRate is one price of a product.
type awsRate struct {
	sku, kind                         string // kind is OnDemand or Reserved
	effective, begin, end, unit       string
	price, currency, length, purchase string
	class, description                string
}

// awsKeep says why a product is left out; "" keeps it. The attributes that are
// compared are those of plain servers: what else has the same instance type has
// another price for another reason.
func (i *importer) awsKeep(p *awsProduct) string {
	a, f := p.attributes, &i.options.Filter
	must := func(key string, want ...string) bool {
		for _, w := range want {
			if strings.EqualFold(a[key], w) {
				return true
			}
		}
		return a[key] == ""
	}
	if _, has := a["locationType"]; has && !must("locationType", "AWS Region", "AWS Local Zone", "AWS Wavelength Zone", "AWS Edge Location") {
		return "another kind of place"
	}
	switch {
	case a["instanceType"] == "" || strings.HasPrefix(p.family, "Storage"):
		return ""
	case a["databaseEngine"] != "":
		if !f.engine(a["databaseEngine"]) {
			return "another engine"
		}
		if !must("deploymentOption", "Single-AZ") {
			return "not in a single zone"
		}
		return ""
	case a["cacheEngine"] != "":
		if !f.engine(a["cacheEngine"]) {
			return "another engine"
		}
		return ""
	}
	switch {
	case !must("operatingSystem", f.system()):
		return "another operating system"
	case !must("tenancy", "Shared"):
		return "dedicated"
	case !must("preInstalledSw", "NA"):
		return "with software"
	case !must("capacitystatus", "Used"):
		return "reserved capacity"
	case !must("marketoption", "OnDemand"):
		return "another market"
	case !must("licenseModel", "No License required", "NA"):
		return "another licence"
	}
	return ""
}

// awsSKU is the name of a product in a book: its instance type, else its usage type
// without the code of the region before it.
func awsSKU(p *awsProduct) string {
	if t := p.attributes["instanceType"]; t != "" {
		return t
	}
	usage := p.attributes["usagetype"]
	head, rest, ok := strings.Cut(usage, "-")
	if ok && len(head) >= 3 && len(head) <= 6 && head == strings.ToUpper(head) && head != "EBS" && rest != "" {
		return rest
	}
	return usage
}

// awsFamily is one word for what a product is.
func awsFamily(p *awsProduct) string {
	switch family := strings.ToLower(p.family); {
	case strings.HasPrefix(family, "compute instance"):
		return "compute"
	case strings.HasPrefix(family, "database instance"):
		return "database"
	case strings.HasPrefix(family, "cache instance"):
		return "cache"
	default:
		return strings.TrimSpace(family)
	}
}

// awsPrice is a price of the book, without the parts that other dimensions give.
func (i *importer) awsPrice(p *awsProduct, r *awsRate, line int) (price Price, ok bool) {
	unit, times := unitOf(r.unit, "aws")
	amount, err := number(r.price)
	if err != nil {
		i.add(line, codeValue, "", "%s: the price %q is no number", r.sku, r.price)
		return price, false
	}
	from, err1 := number(or(r.begin, "0"))
	to, err2 := number(strings.Replace(or(r.end, "Inf"), "Inf", "0", 1))
	if err1 != nil || err2 != nil {
		i.add(line, codeTiers, "", "%s: the step from %q to %q is none", r.sku, r.begin, r.end)
		return price, false
	}
	a := p.attributes
	price = Price{
		Provider: "aws", Region: or(a["regionCode"], a["location"]), SKU: awsSKU(p), Family: awsFamily(p), Unit: unit,
		Amount: amount / times, Currency: r.currency, From: from * times, To: to * times, Source: "AWS Price List " + r.sku, AsOf: day(r.effective),
	}
	price.CPU, _ = number(a["vcpu"])
	if size, isGiB := strings.CutSuffix(strings.ReplaceAll(a["memory"], ",", ""), " GiB"); isGiB {
		if n, err := number(size); err == nil {
			price.Memory = n * GiB
		}
	}
	if r.kind != "Reserved" {
		return price, true
	}
	years, err := strconv.Atoi(strings.TrimSuffix(r.length, "yr"))
	if err != nil || years < 1 || years > maxTerm/12 {
		i.add(line, codeValue, "", "%s: %q is no term", r.sku, r.length)
		return price, false
	}
	price.Term = Term{Reserved, 12 * years}
	return price, true
}

// awsContract joins the dimensions of a contract: by the hour, and upfront.
func (i *importer) awsContract(p *awsProduct, rates []awsRate, line int) (price Price, ok bool) {
	upfront := 0.0
	for k := range rates {
		r := &rates[k]
		if strings.EqualFold(r.unit, "Quantity") {
			n, err := number(r.price)
			if err != nil {
				i.add(line, codeValue, "", "%s: the upfront fee %q is no number", r.sku, r.price)
				return price, false
			}
			upfront = n
			if !ok { // a contract may be all upfront
				hourly := *r
				hourly.unit, hourly.price = "Hrs", "0"
				price, ok = i.awsPrice(p, &hourly, line)
			}
			continue
		}
		if price, ok = i.awsPrice(p, r, line); !ok {
			return price, false
		}
	}
	price.Upfront = upfront
	return price, ok
}

// number reads a number from 0 on as price lists write it.
func number(text string) (float64, error) {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return 0, err
	}
	if !(n >= 0 && n <= 1e18) {
		return 0, fmt.Errorf("%s is out of range", text)
	}
	return n, nil
}

// day is the date of a time such as 2023-03-01T00:00:00Z.
func day(text string) string {
	if len(text) > 10 && (text[10] == 'T' || text[10] == ' ') {
		return text[:10]
	}
	return text
}

func or(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
