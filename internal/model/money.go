package model

import "github.com/talimat/talimat-plan/internal/unit"

// Prices is the price list, in the scenario's currency.
type Prices struct {
	Book         *PriceBook         `yaml:"book" doc:"Where the prices of tiers are that the scenario names and says no price of."`
	AsOf         string             `yaml:"as_of" default:"" doc:"Date of the prices, as YYYY-MM-DD."`
	Trend        unit.Growth        `yaml:"trend" default:"0%/year" lead:"6" doc:"How all prices drift, such as -3%/year."`
	Servers      []ServerTier       `yaml:"servers,named" doc:"Server tiers, by name."`
	Databases    []DatabaseTier     `yaml:"databases,named" doc:"Database tiers, by name."`
	LoadBalancer unit.MoneyPerMonth `yaml:"load_balancer" default:"0" min:"0" doc:"One load balancer."`
	CacheNode    unit.MoneyPerMonth `yaml:"cache_node" default:"0" min:"0" doc:"One cache node."`
	Files        []StoragePrice     `yaml:"files" doc:"File storage, by volume; one price or graduated steps."`
	FileCopies   unit.Count         `yaml:"file_copies,whole" default:"1" min:"1" doc:"Copies of each file that are stored and paid for, backups included."`
	Backups      []StoragePrice     `yaml:"backups" doc:"Database backups, by volume."`
	Egress       []TrafficPrice     `yaml:"egress" doc:"Bytes sent to the internet from the services, by monthly volume."`
	CDN          []TrafficPrice     `yaml:"cdn" doc:"Bytes sent by the CDN, by monthly volume."`
	Monitoring   Monitoring         `yaml:"monitoring" default:"{}" doc:"Monitoring and logging."`
}

// PriceBook is a file of prices, each with its source and day.
type PriceBook struct {
	File   string `yaml:"file,scalar" doc:"CSV or YAML beside the scenario, or illustrative, which is part of the program."`
	Region string `yaml:"region" default:"" doc:"Region of the book; needed where a tier has prices in several."`
	Oldest string `yaml:"-"` // day of the oldest price that was taken; empty when none was
	SHA256 string `yaml:"-"` // of the file, in hexadecimal

	Contracts []BookContract `yaml:"-"` // on which all tiers that were taken are sold
}

// BookContract is terms of a price book.
type BookContract struct {
	Name     string  // "1 year"
	Months   int     // how long
	Discount float64 // on the price on demand, the least of the tiers
	Upfront  float64 // share that is paid at the purchase
}

// ServerTier is a server size with its price.
type ServerTier struct {
	Name    string             `yaml:"-"` // its key in the file
	CPU     unit.Cores         `yaml:"cpu,booked" above:"0" doc:"Virtual CPUs."`
	Memory  unit.Bytes         `yaml:"memory,booked" above:"0" doc:"Memory."`
	Storage unit.Bytes         `yaml:"storage" default:"0 B" min:"0" doc:"Local disk, for the reader."`
	Network unit.Bandwidth     `yaml:"network" default:"0 bps" min:"0" doc:"Network bandwidth; 0 is not checked."`
	GPU     *unit.Count        `yaml:"gpu" above:"0" doc:"GPUs."`
	Price   unit.MoneyPerMonth `yaml:"price,booked" min:"0" doc:"List price."`
	Use     string             `yaml:"use" default:"" doc:"What the tier is for, for the reader."`
}

// DatabaseTier is a database server size with its price.
type DatabaseTier struct {
	Name    string             `yaml:"-"` // its key in the file
	CPU     unit.Cores         `yaml:"cpu,booked" above:"0" doc:"Virtual CPUs."`
	Memory  unit.Bytes         `yaml:"memory,booked" above:"0" doc:"Memory."`
	Storage unit.Bytes         `yaml:"storage" above:"0" doc:"Largest data volume."`
	IOPS    *unit.PerSecond    `yaml:"iops" above:"0" doc:"Disk operations per second; not checked when absent."`
	Price   unit.MoneyPerMonth `yaml:"price,booked" min:"0" doc:"List price of the primary; a read replica costs the same."`
}

// StoragePrice is one step of a graduated storage price: what lies between the
// previous step's bound and this one costs Price.
type StoragePrice struct {
	UpTo  *unit.Bytes            `yaml:"up_to,certain" above:"0" doc:"Upper bound of the step; absent on the last."`
	Price unit.MoneyPerByteMonth `yaml:"price,scalar" min:"0" doc:"Price within the step, such as $0.20/GB-month."`
}

// TrafficPrice is one step of a graduated traffic price.
type TrafficPrice struct {
	UpTo  *unit.Bytes       `yaml:"up_to,certain" above:"0" doc:"Upper bound of the step, in bytes a month; absent on the last."`
	Price unit.MoneyPerByte `yaml:"price,scalar" min:"0" doc:"Price within the step, such as $0.09/GB."`
}

// Monitoring is what monitoring and logging cost.
type Monitoring struct {
	Base    unit.MoneyPerMonth `yaml:"base,scalar" default:"0" min:"0" doc:"Whatever the size."`
	PerNode unit.MoneyPerMonth `yaml:"per_node" default:"0" min:"0" doc:"For each server on the average of the month."`
}

// Savings are the levers that lower the bill. They apply in one order:
// autoscaling, caching, CDN, reserved, spot.
type Savings struct {
	Autoscaling *Lever    `yaml:"autoscaling" doc:"Fewer server hours when load is low: modelled over the week, or a claimed share."`
	Caching     *Lever    `yaml:"caching" doc:"Less database through the cache: modelled (default with a cache section), or a claimed share."`
	CDN         *Lever    `yaml:"cdn" doc:"Less egress through the CDN: modelled (default with a cdn section), or a claimed share."`
	Reserved    *Reserved `yaml:"reserved" doc:"A discount for commitments, bought month by month on what ran before."`
	Spot        *Spot     `yaml:"spot" doc:"A discount for capacity that may be taken away."`
}

// Lever is a saving that is either modelled or taken at its word.
type Lever struct {
	Mode    string      `yaml:"mode,scalar" default:"modelled" enum:"modelled" doc:"modelled: computed by the engine."`
	Claimed *unit.Ratio `yaml:"claimed" min:"0" max:"1" doc:"Taken at its word: the saved share of what the lever acts on; labelled claimed in every report."`
	From    When        `yaml:"from" default:"" doc:"Phase or month from which the lever acts."`
}

// Reserved is a policy of commitments: a discount on a quantity that is paid for the
// whole term, used or not. Each month it tops up to what ran before: see [Commitment].
type Reserved struct {
	Discount  unit.Ratio  `yaml:"discount" min:"0" max:"1" lead:"11" doc:"Discount on the list price."`
	Term      unit.Months `yaml:"term,whole" default:"1 year" min:"1" max:"120" doc:"Length of a contract."`
	Upfront   string      `yaml:"upfront" default:"none" enum:"none|partial|all" doc:"Paid at the purchase: none, half (partial) or all."`
	Cover     unit.Ratio  `yaml:"cover" default:"100%" min:"0" max:"1" doc:"Share that is committed of what ran in more than 1 − discount of the hours."`
	LooksBack unit.Months `yaml:"looks_back,whole" default:"1 month" min:"1" max:"36" doc:"Months before a purchase that it looks at; in month 0 what runs today."`
	Parts     []string    `yaml:"parts" enum:"infrastructure|database" doc:"What is committed: infrastructure, database; both when absent."`
	From      When        `yaml:"from" default:"" doc:"Phase or month of the first purchase."`
}

// Spot is capacity at a discount that the provider may take back.
type Spot struct {
	Discount unit.Ratio `yaml:"discount" min:"0" max:"1" lead:"10" doc:"Discount on the list price."`
	Fallback unit.Ratio `yaml:"fallback" default:"10%" min:"0" max:"1" doc:"Share of the hours in which none is to be had and the list price is paid."`
	From     When       `yaml:"from" default:"" doc:"Phase or month from which spot capacity is used: interruptible replicas are on servers of their own then."`
}

// Finance says how the investment is judged.
type Finance struct {
	DiscountRate unit.Growth         `yaml:"discount_rate" default:"0%/year" lead:"19" doc:"Effective discount rate, such as 10%/year."`
	Evaluate     *unit.Months        `yaml:"evaluate,whole" min:"1" max:"240" doc:"Period of ROI, NPV and IRR; the horizon when absent."`
	Savings      *unit.MoneyPerMonth `yaml:"savings" lead:"24" doc:"A stated monthly saving to use in place of the modelled one."`
	Revenue      *unit.MoneyPerMonth `yaml:"revenue" min:"0" doc:"Revenue per user and month, for the margin."`
}

// Objectives are what the system promises. An absent one is not checked.
type Objectives struct {
	LatencyP95   *unit.Seconds   `yaml:"latency_p95" above:"0" doc:"95th percentile of the response time, for users everywhere."`
	Throughput   *unit.PerSecond `yaml:"throughput" above:"0" doc:"Requests per second that must be carried."`
	Availability *unit.Ratio     `yaml:"availability" above:"0" max:"1" doc:"Share of the time the system is up."`
	ErrorRate    *unit.Ratio     `yaml:"error_rate" min:"0" max:"1" doc:"Share of the requests that may fail; recorded, not modelled."`
	Served       *unit.Ratio     `yaml:"served" above:"0" max:"1" doc:"Least share of its peak load that every service and the database must carry for the plan to hold; all of it when absent."`
	CPU          *unit.Ratio     `yaml:"cpu" above:"0" max:"1" doc:"CPU utilization on the average."`
	Memory       *unit.Ratio     `yaml:"memory" above:"0" max:"1" doc:"Memory utilization on the average."`
	Dependencies *Dependencies   `yaml:"dependencies" doc:"Third-party services that a request depends on."`
}

// Dependencies are third-party services in the path of a request.
type Dependencies struct {
	Count        unit.Count  `yaml:"count" min:"0" doc:"How many there are."`
	Availability unit.Ratio  `yaml:"availability" min:"0" max:"1" doc:"Availability of each."`
	Critical     *unit.Ratio `yaml:"critical" min:"0" max:"1" doc:"Share of them without which a request fails; all when absent."`
}

// Alert is an alert rule of the monitoring.
type Alert struct {
	Name   string       `yaml:"-"` // its key in the file
	When   Condition    `yaml:"when" doc:"What raises it: cpu, memory or response_time compared with a value, such as cpu > 80%."`
	For    unit.Seconds `yaml:"for" min:"0" doc:"How long it must hold."`
	Action string       `yaml:"action" default:"notify" enum:"notify|scale_up|scale_down" doc:"What it sets off."`
}

// Claim is a figure that somebody stated, held against the result it must match.
type Claim struct {
	Name   string     `yaml:"-"` // its key in the file
	Says   string     `yaml:"says" doc:"The figure as stated, such as $3,700 or 25 months."`
	Of     string     `yaml:"of" doc:"The result it is about, such as cost.effective."`
	At     string     `yaml:"at" default:"" doc:"The month it is about: month 12, target, horizon or a phase; for single figures absent."`
	Given  []Given    `yaml:"given,named" doc:"Inputs to set for this claim only, by path: what the author assumed."`
	Within unit.Ratio `yaml:"within" default:"1%" min:"0" max:"1" doc:"How far the result may be off and the claim still pass."`
	Value  float64    `yaml:"-"` // the figure in the result's base unit
	When   When       `yaml:"-"` // resolved At; "target" is left to the run
	World  *Scenario  `yaml:"-"` // the scenario with Given applied; nil without Given
}

// Given is an input that a claim sets for itself.
type Given struct {
	Name  string `yaml:"-"` // path of the input
	Value string `yaml:"value,scalar" doc:"Value as it would be written in the scenario."`
}
