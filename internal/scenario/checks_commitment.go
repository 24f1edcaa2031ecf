package scenario

import (
	"slices"

	"github.com/talimat/talimat-plan/internal/model"
)

// commitments checks contracts and policies.
func (c *checker) commitments() {
	for i := range c.s.Commitments {
		k := &c.s.Commitments[i]
		path := "commitments." + k.Name
		if k.Name == model.ReservedName && c.s.Savings.Reserved != nil {
			c.at(path, codeNameTwice, "rename it, or leave savings.reserved out", "%q is what savings.reserved is called", k.Name)
		}
		switch {
		case k.Quantity != nil && k.Spend != nil:
			c.at(path, codeContractForm, "keep one", "quantity and spend exclude each other")
		case k.Cover != nil && !k.Policy():
			c.at(path+".cover", codeContractForm, "a contract or a policy", "quantity or spend, and cover exclude each other")
		case k.Policy() && k.Cover == nil:
			c.at(path, codeContractForm, "write quantity: 3, spend: $5/hour, or cover: 80%", "nothing says how much is committed")
		case k.Policy():
			c.policy(path, k)
		default:
			c.contract(path, k)
		}
	}
}

// policy checks a rule that buys.
func (c *checker) policy(path string, k *model.Commitment) {
	forbid := func(key, why string, there bool) {
		if there {
			c.at(path+"."+key, codeContractForm, "leave "+key+" out", "%s", why)
		}
	}
	forbid("price", "a policy buys at a discount on the price of the day", k.Price != nil)
	forbid("tier", "a policy buys whatever tier runs", k.Tier != "")
	forbid("renews", "a policy buys again by itself", k.Renews)
	if k.Discount == nil {
		c.at(path, codeContractForm, "add discount: 30%", "a policy has no discount")
	}
	if k.From.Set && k.From.Month < 0 {
		c.at(path+".from", codeContractForm, "write what it has bought as contracts: quantity, or spend", "a policy cannot know what ran before the plan begins")
	}
	if len(k.Of) == 1 && k.Of[0] == "database" && c.s.Database == nil {
		c.warn(path, codeUnusedLever, "", "%s buys nothing: there is no database", path)
	}
}

// contract checks one whose quantity is known.
func (c *checker) contract(path string, k *model.Commitment) {
	switch {
	case (k.Discount == nil) == (k.Price == nil):
		c.at(path, codeContractForm, "add discount: 30%, or price: $60/month", "a contract has either a discount or a price")
	case k.Spend != nil && k.Price != nil:
		c.at(path+".price", codeContractForm, "write its discount", "a contract for money has no price of a machine")
	case k.Spend != nil && *k.Discount >= 1:
		c.at(path+".discount", codeContractForm, "", "what costs nothing cannot be bought for money")
	}
	if looks := path + ".looks_back"; !c.decoder.written[looks].isDefault {
		c.at(looks, codeContractForm, "leave looks_back out", "only policies look back")
	}
	if len(k.Of) > 1 {
		c.at(path+".of", codeContractForm, "write a contract for each", "a contract is of one part of the bill")
		return
	}
	if end := k.From.Or(0) + int(k.Term); end <= 0 && !k.Renews {
		c.warn(path, codeContractOver, "add renews: true, or remove it", "it ended in %s, before the plan", c.s.Start.Add(end-1))
	}
	c.contractTier(path, k)
}

// contractTier checks what a contract is for: a tier that the plan may use.
func (c *checker) contractTier(path string, k *model.Commitment) {
	part, tiers := k.Parts(c.s)[0], c.s.Nodes.Tiers
	if part == "database" {
		if tiers = nil; c.s.Database != nil {
			tiers = c.s.Database.Tiers
		}
	}
	switch {
	case len(tiers) == 0:
		c.at(path, codeContractForm, "", "the plan has no %s to commit", map[string]string{"infrastructure": "servers of nodes", "database": "database"}[part])
	case k.Spend != nil && k.Tier != "":
		c.at(path+".tier", codeContractForm, "leave tier out", "a contract for money is of no tier")
	case k.Spend != nil || k.Tier == "" && len(tiers) == 1:
	case k.Tier == "":
		c.at(path, codeContractForm, "add tier: "+tiers[0], "so many of which tier?")
	case !slices.Contains(tiers, k.Tier):
		c.at(path+".tier", codeUnknownTier, suggest(k.Tier, tiers), "the plan uses no tier %q", k.Tier)
	}
}
