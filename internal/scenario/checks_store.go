package scenario

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talimat/talimat-plan/internal/model"
	"github.com/talimat/talimat-plan/internal/unit"
)

// storeNames are the names of the stores.
func (c *checker) storeNames() (all []string) {
	for i := range c.s.Stores {
		all = append(all, c.s.Stores[i].Name)
	}
	return all
}

// stores checks what keeps state.
func (c *checker) stores() {
	fronts := map[string]string{}
	for i := range c.s.Stores {
		st := &c.s.Stores[i]
		path := "stores." + st.Name
		c.kindWords(path, st)
		c.storeTiers(path, st)
		c.holds(path, st)
		c.caching(path, st, fronts)
		c.classes(path, st)
		c.storagePrices(path, st)
		for _, section := range []struct {
			name  string
			there bool
		}{{"database", c.s.Database != nil}, {"cache", c.s.Cache != nil}} {
			if st.Name == section.name && section.there {
				c.at(path, codeSaidTwice, "keep one of them, or rename the store", "%s and the section %s say the same", path, section.name)
			}
		}
		if b := st.Backups; b != nil && len(b.Price) == 0 && len(c.s.Prices.Backups) == 0 {
			c.at(path+".backups", codeMissingPrice, "add price: $0.10/GB-month, or prices.backups", "the backups of %s have no price", st.Name)
		}
		if st.Now != "" && !slices.ContainsFunc(st.Tiers, func(t model.StoreTier) bool { return t.Name == st.Now }) {
			var names []string
			for k := range st.Tiers {
				names = append(names, st.Tiers[k].Name)
			}
			c.at(path+".now", codeUnknownTier, suggest(st.Now, names), "%q is none of the tiers of %s", st.Now, st.Name)
		}
		if st.Min != nil && st.Max != nil && *st.Min > *st.Max {
			c.at(path+".max", codeReplicaBounds, "", "max (%s) must be at least min (%s)", c.count(*st.Max), c.count(*st.Min))
		}
	}
	c.cycles("stores", c.storeNames(), func(name string) []string {
		if h := c.s.Stores[c.s.Store(name)].Holds; h != nil && c.s.DriverNamed(h.Of) == nil {
			return []string{h.Of}
		}
		return nil
	}, ".holds")
	for i := range c.s.Regions {
		r := &c.s.Regions[i]
		for k := range r.Stores {
			if name := r.Stores[k].Name; c.s.Store(name) < 0 {
				c.at("regions."+r.Name+".stores."+name, codeUnknownReference, suggest(name, c.storeNames()), "there is no store %q", name)
			}
		}
	}
}

// kindWords reports words that only stores of another kind have.
func (c *checker) kindWords(path string, st *model.Store) {
	own := model.KindWords(st.Kind)
	for _, kind := range []string{"postgresql", "redis", "log", "search", "wide", "objects"} {
		for _, word := range model.KindWords(kind) {
			if _, said := c.tree.places[path+"."+word]; said && !slices.Contains(own, word) {
				c.at(path+"."+word, codeKindWord, kindHint(st.Kind, own), "%s is a word of %s, not of %s", word, kind, st.Kind)
			}
		}
	}
	if _, said := c.tree.places[path+".tiers"]; said && st.Kind == "objects" {
		c.at(path+".tiers", codeKindWord, "leave tiers out", "objects are metered: they have no machines")
	}
}

func kindHint(kind string, own []string) string {
	if len(own) == 0 {
		return "leave it out"
	}
	return "known for " + kind + ": " + strings.Join(own, ", ")
}

// storeTiers resolves the machines: names of the price lists, or sizes with prices.
func (c *checker) storeTiers(path string, st *model.Store) {
	var known []string
	for i := range c.s.Prices.Databases {
		known = append(known, c.s.Prices.Databases[i].Name)
	}
	for i := range c.s.Prices.Servers {
		known = append(known, c.s.Prices.Servers[i].Name)
	}
	for i := range st.Tiers {
		t := &st.Tiers[i]
		at := path + ".tiers." + t.Name
		switch {
		case t.Listed():
			if !slices.Contains(known, t.Name) {
				c.at(at, codeTierUnpriced, suggest(t.Name, known), "%s is in no price list", t.Name)
			}
		case t.CPU == nil:
			c.at(at, codeTierForm, "add cpu: 4", "missing key %q in %s", "cpu", at)
		case t.Memory == nil:
			c.at(at, codeTierForm, "add memory: 16 GiB", "missing key %q in %s", "memory", at)
		case t.Price == nil:
			c.at(at, codeTierUnpriced, "add price: $200/month", "%s has no price", at)
		}
	}
}

// holds checks that a store says in one way how many bytes it keeps.
func (c *checker) holds(path string, st *model.Store) {
	h := st.Holds
	if h == nil {
		return
	}
	path += ".holds"
	curve := h.Growth != nil && h.Growth.Compound == nil
	switch {
	case (h.Of != "") != (h.Each != nil):
		c.at(path, codeHoldsForm, "of names a driver or a store, each says how much for one of it", "%s has one of of and each, and needs both", path)
	case h.Of != "" && (h.Now != nil || h.Growth != nil || h.Ingest != nil || h.Retention != nil):
		c.at(path, codeHoldsForm, "keep one source", "%s: now, growth, ingest and retention cannot say what holds when of does", path)
	case h.Of != "":
		c.follows(path, st, h)
	case h.Ingest != nil && curve:
		c.at(path+".growth", codeHoldsForm, "write a rate, such as 40%/year", "ingest grows at a rate")
	case h.Now == nil && h.Ingest == nil && h.Retention == nil:
		c.at(path, codeHoldsForm, "add now: 100 GB, or ingest and retention", "%s does not say how many bytes there are today", path)
	case h.Now == nil && h.Ingest != nil && h.Retention == nil:
		c.at(path, codeHoldsForm, "add now: 100 GB, or retention: 1 year", "%s does not say how many bytes there are today", path)
	case h.Written() && h.Growth != nil:
		c.at(path+".growth", codeHoldsForm, "leave growth out", "what is kept follows from what is written, and that from the calls")
	case h.Written() && st.Item == nil:
		c.at(path, codeNoBytes, "add item: 2 KB to the store", "%s keeps what is written, and nothing says how many bytes one has", path)
	case h.Written() && !c.written(st.Name):
		c.at(path, codeNeverCalled, "add uses: {"+st.Name+": {writes: 1}} to a service", "%s keeps what is written, and no service writes to %s", path, st.Name)
	case h.Growth != nil && !curve && h.Growth.Compound.Rate < 0 && h.Ingest == nil:
		c.at(path+".growth", codeOutOfRange, "write ingest: what arrives in a month, and its growth", "what was ever stored cannot shrink")
	}
}

// follows checks the driver or store that the bytes of a store follow.
func (c *checker) follows(path string, st *model.Store, h *model.Holds) {
	driver, store := c.s.DriverNamed(h.Of) != nil, c.s.Store(h.Of) >= 0
	switch {
	case !driver && !store || h.Of == st.Name:
		c.at(path+".of", codeUnknownReference, suggest(h.Of, append(c.s.DriverNames(), c.storeNames()...)), "there is no driver and no store %q", h.Of)
	case driver && h.Each.Bytes == nil:
		c.at(path+".each", codeHoldsForm, "write each: 40 MB", "each is the bytes for one of %s", h.Of)
	case !driver && h.Each.Bytes != nil:
		c.at(path+".each", codeHoldsForm, "write each: 30%", "each is a share of the bytes of %s", h.Of)
	}
}

// written reports whether a service writes to a store.
func (c *checker) written(store string) bool {
	return slices.ContainsFunc(c.s.Services, func(v model.Service) bool {
		return slices.ContainsFunc(v.Uses, func(u model.Usage) bool { return u.Name == store && u.Writes != nil })
	})
}

// caching checks what a cache stands in front of.
func (c *checker) caching(path string, st *model.Store, fronts map[string]string) {
	if st.Caches == "" {
		for _, word := range []string{"hit_ratio", "hot", "skew"} {
			if _, said := c.tree.places[path+"."+word]; said && st.Kind == "redis" {
				c.at(path+"."+word, codeHoldsForm, "add caches: what it stands in front of", "%s caches nothing, and so has no %s", st.Name, word)
			}
		}
		return
	}
	store, service := c.s.Store(st.Caches) >= 0, c.s.Service(st.Caches) >= 0
	switch front, twice := fronts[st.Caches]; {
	case st.Kind != "redis":
	case store == service:
		names := c.storeNames()
		for i := range c.s.Services {
			names = append(names, c.s.Services[i].Name)
		}
		c.at(path+".caches", codeUnknownReference, suggest(st.Caches, names), "there is no one store or service %q", st.Caches)
	case st.Caches == st.Name || store && c.s.Stores[c.s.Store(st.Caches)].Caches != "":
		c.at(path+".caches", codeCallCycle, "name what it stands in front of", "%s cannot stand in front of %s", st.Name, st.Caches)
	case twice:
		c.at(path+".caches", codeSaidTwice, "keep one of them", "%s stands in front of %s already", front, st.Caches)
	case st.HitRatio == nil:
		c.at(path, codeCacheForm, "add hit_ratio: 80%", "missing key %q in %s", "hit_ratio", path)
	case st.Holds != nil:
		c.at(path+".holds", codeHoldsForm, "leave holds out; hot says what is worth caching", "a cache holds what is worth caching of %s", st.Caches)
	default:
		fronts[st.Caches] = st.Name
	}
}

// classes checks where objects lie by their age.
func (c *checker) classes(path string, st *model.Store) {
	for i := range st.Classes {
		class, at := &st.Classes[i], fmt.Sprintf("%s.classes[%d]", path, i)
		switch last := i == len(st.Classes)-1; {
		case !isPlainName(class.Name) || slices.ContainsFunc(st.Classes[:i], func(other model.StoreClass) bool { return other.Name == class.Name }):
			c.at(at+".name", codeHoldsForm, "give it a name of its own", "%q cannot be the name of this class", abridged(class.Name))
		case !last && class.For == nil:
			c.at(at, codeHoldsForm, "add for: 30 days", "only bytes of the last class stay until they are deleted")
		case last && class.For != nil:
			c.at(at+".for", codeHoldsForm, "leave for out", "bytes of the last class stay until they are deleted")
		case i == 0 && class.Move != nil:
			c.at(at+".move", codeHoldsForm, "leave move out", "new objects come into the first class: they do not move there")
		case (class.Move != nil || class.Least.Size != nil) && st.Item == nil:
			c.at(at, codeNoBytes, "add item: 300 KB to the store", "nothing says how many bytes one object has")
		}
	}
	if len(st.Classes) > 0 && st.Holds == nil {
		c.at(path, codeHoldsForm, "add holds: 90 days", "%s has classes, and does not say what it holds", st.Name)
	}
	if len(st.Classes) > 0 && len(st.Disk) > 0 {
		c.at(path+".disk", codeSaidTwice, "keep one of disk and classes", "%s has a price of its bytes twice", st.Name)
	}
}

// storagePrices checks the steps of the prices of bytes.
func (c *checker) storagePrices(path string, st *model.Store) {
	upTo := func(steps []model.StoragePrice) (all []*unit.Bytes) {
		for i := range steps {
			all = append(all, steps[i].UpTo)
		}
		return all
	}
	c.bounds(path+".disk", upTo(st.Disk))
	if st.Backups != nil {
		c.bounds(path+".backups.price", upTo(st.Backups.Price))
	}
}
