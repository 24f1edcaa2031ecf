package scenario

import (
	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// stocks checks what is said of stored bytes: how many there are today, and how
// they come and go.
func (c *checker) stocks() {
	c.stock("drivers.database", c.s.Drivers.Database)
	c.stock("drivers.files", c.s.Drivers.Files)
}

func (c *checker) stock(path string, s *model.Stock) {
	switch {
	case s == nil:
	case s.Now == nil && (s.Ingest == nil || s.Retention == nil):
		c.at(path, codeStockForm, "add now: 10 GB, or ingest and retention, which together imply it", "%s does not say how many bytes there are today", path)
	case s.Growth != nil && s.Growth.Rate < 0 && s.Ingest == nil:
		c.at(path+".growth", codeOutOfRange, "write ingest: what arrives in a month, and its growth", "what was ever stored cannot shrink")
	default:
		c.age(path, s)
	}
}

// age warns of more bytes than ingest and retention imply: either they are older
// than the retention allows, or more came in than is said. A twentieth more is
// rounding.
func (c *checker) age(path string, s *model.Stock) {
	const rounding = 1.05
	if _, said := c.tree.places[path+".age"]; said || s.Now == nil || s.Ingest == nil || s.Retention == nil {
		return
	}
	factor := 1.0
	if s.Growth != nil {
		factor = s.Growth.MonthlyFactor()
	}
	if implied := s.Implied(factor); float64(*s.Now) > implied*rounding {
		c.warn(path+".now", codeAgeMismatch, "leave now out, or write age", "%s now, but %s of %s a month%s are %s", c.bytes(float64(*s.Now)),
			c.format(unit.KindMonths, float64(*s.Retention)), c.bytes(float64(*s.Ingest)), backwards(s), c.bytes(implied))
	}
}

// backwards says that months before today had less, or more.
func backwards(s *model.Stock) string {
	if s.Growth == nil || s.Growth.Rate == 0 {
		return ""
	}
	return ", by its growth,"
}
