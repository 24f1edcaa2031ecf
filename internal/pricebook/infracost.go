package pricebook

import (
	"io"
	"regexp"
	"strings"

	"github.com/talimat/talimat-plan/internal/pattern"
)

// infracostResource is a resource of a breakdown.
type infracostResource struct {
	Name           string              `json:"name"`
	ResourceType   string              `json:"resourceType"`
	Subresources   []infracostResource `json:"subresources"`
	CostComponents []struct {
		Name            string  `json:"name"`
		Unit            string  `json:"unit"`
		Price           *string `json:"price"`
		MonthlyQuantity *string `json:"monthlyQuantity"`
	} `json:"costComponents"`
}

// infracostDepth is how deep resources may lie in each other.
const infracostDepth = 20

// infracostServer finds the instance type in "Instance usage (Linux/UNIX, on-demand, m5.4xlarge)".
var infracostServer = pattern.Lazy(`^(?:Instance usage|Database instance|ElastiCache|Virtual machine|Instance) ?\((.*)\)$`)

// infracostReader reads the JSON of "infracost breakdown": what it asks for each
// component, by name and unit. It names neither regions nor days.
type infracostReader struct {
	*importer
	jsonStream
	currency string
	found    bool
}

func (i *importer) infracost(r io.Reader) {
	x := &infracostReader{importer: i, jsonStream: newStream(r), currency: i.options.Currency}
	first := len(i.out.Book.Prices)
	err := x.object(x.top)
	if err == nil && !x.found {
		err = x.wrong("this is no breakdown of infracost: it has no projects")
	}
	i.stream(err, &x.jsonStream)
	for k := range i.out.Book.Prices[first:] { // the currency may stand behind the projects
		i.out.Book.Prices[first+k].Currency = x.currency
	}
}

func (x *infracostReader) top(key string) error {
	switch key {
	case "currency":
		return x.value(&x.currency)
	case "projects":
		x.found = true
		return x.list(func() error { return x.object(x.project) })
	}
	return x.skip()
}

func (x *infracostReader) project(key string) error {
	if key != "breakdown" {
		return x.skip()
	}
	return x.object(x.breakdown)
}

func (x *infracostReader) breakdown(key string) error {
	if key != "resources" {
		return x.skip()
	}
	return x.list(func() error {
		var r infracostResource
		if err := x.value(&r); err != nil {
			return err
		}
		x.resource(&r, r.Name, x.jsonStream.line(), 0)
		return nil
	})
}

// resource reads what a resource and those in it cost.
func (x *infracostReader) resource(r *infracostResource, root string, line, depth int) {
	if depth > infracostDepth {
		x.add(line, codeFormat, "", "resources lie in each other more than %d deep", infracostDepth)
		return
	}
	provider := "terraform"
	for prefix, name := range map[string]string{"aws_": "aws", "azurerm_": "azure", "google_": "gcp"} {
		if strings.Contains(root, prefix) {
			provider = name
		}
	}
	for _, c := range r.CostComponents {
		x.out.Read++
		if c.Price == nil {
			x.leave("without a price")
			continue
		}
		amount, err := number(*c.Price)
		if err != nil {
			x.add(line, codeValue, "", "%s, %s: the price %q is no number", r.Name, c.Name, *c.Price)
			continue
		}
		unit, times := unitOf(c.Unit, provider)
		if strings.HasPrefix(c.Name, "Storage") && (unit == "GB" || unit == "GiB") {
			unit += "-month" // infracost counts the GB that are kept in a month
		}
		p := Price{
			Provider: provider, Region: x.options.Region, SKU: c.Name, Unit: unit, Amount: amount / times,
			Source: "infracost " + root, AsOf: x.options.AsOf,
		}
		infracostTerms(&p, infracostServer())
		x.keep(p, line)
	}
	for k := range r.Subresources {
		x.resource(&r.Subresources[k], root, line, depth+1)
	}
}

// infracostTerms takes the instance type and the term out of a component's name.
func infracostTerms(p *Price, server *regexp.Regexp) {
	m := server.FindStringSubmatch(p.SKU)
	if m == nil {
		return
	}
	parts := strings.Split(m[1], ",")
	p.Family, p.SKU = "compute", strings.TrimSpace(parts[len(parts)-1])
	for _, part := range parts[:len(parts)-1] {
		if t, err := ParseTerm(part); err == nil {
			p.Term = t
		}
	}
}
