package pricebook

import (
	"io"
	"slices"
	"strings"
)

// azureItem is a price as the Azure Retail Prices API has it.
type azureItem struct {
	CurrencyCode       string  `json:"currencyCode"`
	TierMinimumUnits   float64 `json:"tierMinimumUnits"`
	RetailPrice        float64 `json:"retailPrice"`
	ArmRegionName      string  `json:"armRegionName"`
	EffectiveStartDate string  `json:"effectiveStartDate"`
	EffectiveEndDate   string  `json:"effectiveEndDate"`
	MeterName          string  `json:"meterName"`
	ProductName        string  `json:"productName"`
	SKUName            string  `json:"skuName"`
	ServiceName        string  `json:"serviceName"`
	ServiceFamily      string  `json:"serviceFamily"`
	UnitOfMeasure      string  `json:"unitOfMeasure"`
	Type               string  `json:"type"`
	ReservationTerm    string  `json:"reservationTerm"`
	ArmSKUName         string  `json:"armSkuName"`
	MeterID            string  `json:"meterId"`
	SavingsPlan        []struct {
		RetailPrice float64 `json:"retailPrice"`
		Term        string  `json:"term"`
	} `json:"savingsPlan"`
}

// azure reads pages of the Azure Retail Prices API, one behind the other.
func (i *importer) azure(r io.Reader) {
	s := newStream(r)
	pages := 0
	var err error
	for {
		if pages > 0 && !s.d.More() {
			break
		}
		if err = s.object(func(key string) error { return i.azurePage(&s, key) }); err != nil {
			break
		}
		pages++
	}
	i.stream(err, &s)
}

func (i *importer) azurePage(s *jsonStream, key string) error {
	switch key {
	case "Items":
		return s.list(func() error {
			var item azureItem
			if err := s.value(&item); err != nil {
				return err
			}
			i.out.Read++
			i.azureItem(&item, s.line())
			if i.full() {
				return s.wrong("the rest of the file was not read")
			}
			return nil
		})
	case "NextPageLink":
		var link *string
		if err := s.value(&link); err != nil {
			return err
		}
		i.out.Pending = link != nil && *link != ""
		return nil
	}
	return s.skip()
}

// azureKeep says why an item is left out: it has the SKU of a plain server and
// another price for another reason.
func (i *importer) azureKeep(a *azureItem) string {
	windows := strings.Contains(a.ProductName, "Windows")
	switch {
	case a.Type == "DevTestConsumption":
		return "for development and test"
	case windows != strings.EqualFold(i.options.Filter.system(), "Windows") && a.ServiceName == "Virtual Machines":
		return "another operating system"
	case strings.Contains(a.ProductName, "Cloud Services"):
		return "cloud services"
	case strings.HasSuffix(a.SKUName, " Low Priority"):
		return "low priority"
	case a.EffectiveEndDate != "":
		return "no longer asked"
	case a.Type != "Consumption" && a.Type != "Reservation":
		return "another kind of price"
	}
	return ""
}

func (i *importer) azureItem(a *azureItem, line int) {
	if why := i.azureKeep(a); why != "" {
		i.leave(why)
		return
	}
	unit, times := unitOf(a.UnitOfMeasure, "azure")
	sku := strings.TrimPrefix(a.ArmSKUName, "Standard_")
	if sku == "" {
		sku = strings.TrimSpace(a.ProductName + " " + a.MeterName)
	}
	p := Price{
		Provider: "azure", Region: a.ArmRegionName, SKU: sku, Family: strings.ToLower(a.ServiceFamily), Unit: unit, Amount: a.RetailPrice / times,
		Currency: a.CurrencyCode, From: a.TierMinimumUnits * times, Source: "Azure Retail Prices " + a.MeterID, AsOf: day(a.EffectiveStartDate),
	}
	if strings.HasSuffix(a.SKUName, " Spot") {
		p.Term = Term{Kind: Spot}
	}
	if a.Type == "Reservation" {
		term, err := ParseTerm(a.ReservationTerm)
		if err != nil || term.Months == 0 {
			i.add(line, codeValue, "", "%s: %q is no term", sku, a.ReservationTerm)
			return
		}
		// The unit of a reservation reads "1 Hour", and its price is that of all its hours.
		p.Term, p.Amount = term, a.RetailPrice/term.Hours()
	}
	i.keep(p, line)
	for _, plan := range a.SavingsPlan {
		i.out.Read++
		term, err := ParseTerm("savings plan " + plan.Term)
		if err != nil || term.Months == 0 {
			i.add(line, codeValue, "", "%s: %q is no term", sku, plan.Term)
			continue
		}
		p := p
		p.Term, p.Amount = term, plan.RetailPrice/times
		i.keep(p, line)
	}
}

// azureSteps ends each step where the next of the same meter begins.
func azureSteps(list []Price) {
	slices.SortFunc(list, func(a, b Price) int { return order(&a, &b) })
	for k := 1; k < len(list); k++ {
		if series(&list[k-1], &list[k]) && list[k-1].Source == list[k].Source && // of one meter; else it is a second price
			list[k-1].From < list[k].From {
			list[k-1].To = list[k].From
		}
	}
}
