-- What plans project beside cost, what the audit of their documents finds, and what tokens cost at list prices.

ALTER TABLE component_month ADD COLUMN month_length_variance REAL;
ALTER TABLE component_month ADD COLUMN flexible_plan REAL;
ALTER TABLE component_item_month ADD COLUMN month_length_variance REAL;
ALTER TABLE component_item_month ADD COLUMN flexible_plan REAL;
ALTER TABLE plan_month ADD COLUMN behaviour TEXT;

-- One row per volume that a plan projects for a month.
CREATE TABLE volume_month (
    month TEXT NOT NULL, system TEXT NOT NULL, volume TEXT NOT NULL, name TEXT NOT NULL, metric TEXT NOT NULL, feature TEXT,
    kind TEXT NOT NULL, unit TEXT NOT NULL, plan_low REAL NOT NULL, plan_high REAL NOT NULL, actual REAL, variance REAL,
    variance_percent REAL, section TEXT,
    PRIMARY KEY (month, system, volume)
) STRICT;

-- One row per system whose document offers sizes: the one that its usage asks for.
CREATE TABLE tier_month (
    month TEXT NOT NULL, system TEXT NOT NULL, tier TEXT NOT NULL, name TEXT NOT NULL, cost REAL, currency TEXT NOT NULL,
    forced_by TEXT, planned_tier TEXT,
    PRIMARY KEY (month, system)
) STRICT;

-- One row per result of a document's sizing formula at a system's size.
CREATE TABLE capacity_month (
    month TEXT NOT NULL, system TEXT NOT NULL, output TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL, needed REAL NOT NULL,
    offered REAL,
    PRIMARY KEY (month, system, output)
) STRICT;

-- One row per savings lever of a plan.
CREATE TABLE lever_month (
    month TEXT NOT NULL, system TEXT NOT NULL, lever TEXT NOT NULL, name TEXT NOT NULL, components TEXT, base_month TEXT NOT NULL,
    base REAL, currency TEXT NOT NULL, percent_low REAL, percent_high REAL, saving_low REAL, saving_high REAL, cost REAL NOT NULL,
    metric TEXT, usage_low REAL, usage_high REAL, assumed INTEGER NOT NULL, adopted TEXT, saved REAL, section TEXT,
    PRIMARY KEY (month, system, lever)
) STRICT;

-- One row per service target of a plan.
CREATE TABLE target_month (
    month TEXT NOT NULL, system TEXT NOT NULL, target TEXT NOT NULL, name TEXT NOT NULL, metric TEXT NOT NULL, unit TEXT NOT NULL,
    bound REAL NOT NULL, direction TEXT NOT NULL CHECK (direction IN ('at most', 'at least')), measured REAL,
    state TEXT NOT NULL CHECK (state IN ('met', 'missed', 'not measured')), section TEXT,
    PRIMARY KEY (month, system, target)
) STRICT;

-- One row per model and kind of token that a system used for a customer.
CREATE TABLE token_month (
    month TEXT NOT NULL, system TEXT NOT NULL, component TEXT, customer TEXT, environment TEXT, model TEXT NOT NULL,
    metric TEXT NOT NULL, currency TEXT NOT NULL, quantity REAL NOT NULL, unit_price REAL, priced_cost REAL
) STRICT;
CREATE INDEX token_month_key ON token_month (month, system, component);

-- One row per component with priced usage: the priced usage beside the bill.
CREATE TABLE priced_month (
    month TEXT NOT NULL, system TEXT NOT NULL, component TEXT NOT NULL, currency TEXT NOT NULL, priced REAL, billed REAL,
    difference REAL, unpriced_quantity REAL NOT NULL,
    PRIMARY KEY (month, system, component)
) STRICT;

-- One row per model, metric and stretch of days with one unit price: what usage_day's priced_cost is computed with.
CREATE TABLE usage_price (
    month TEXT NOT NULL, model TEXT NOT NULL, metric TEXT NOT NULL, starts TEXT NOT NULL, ends TEXT NOT NULL, currency TEXT NOT NULL,
    unit_price REAL NOT NULL,
    PRIMARY KEY (month, model, metric, starts)
) STRICT;

-- One row per figure of a planning document.
CREATE TABLE plan_figure (
    plan TEXT NOT NULL, figure TEXT NOT NULL, name TEXT NOT NULL, value REAL, low REAL, high REAL, unit TEXT, approximate INTEGER NOT NULL,
    stated INTEGER NOT NULL, document TEXT NOT NULL, section TEXT, version INTEGER, line INTEGER,
    PRIMARY KEY (plan, figure)
) STRICT;

DROP TABLE plan_finding;

-- One row per figure of a document that its own parts contradict.
CREATE TABLE plan_finding (
    plan TEXT NOT NULL, item TEXT NOT NULL, stated REAL, computed REAL, difference REAL, unit TEXT, note TEXT, name TEXT NOT NULL,
    document TEXT NOT NULL, section TEXT
) STRICT;

DROP VIEW usage_day;

-- One row per day, source, metric and whatever tells usage apart.
CREATE VIEW usage_day AS
SELECT date(s.period_start * 86400, 'unixepoch') AS day, s.source, nullif(u.system, '') AS system, s.subject AS metric, u.kind,
    nullif(u.feature, '') AS feature, nullif(u.customer, '') AS customer, nullif(u.component, '') AS component,
    nullif(u.model, '') AS model, nullif(u.environment, '') AS environment,
    u.quantity_units + u.quantity_nanos / 1e9 AS quantity, nullif(u.unit, '') AS unit,
    (u.quantity_units + u.quantity_nanos / 1e9) * p.unit_price AS priced_cost,
    u.quantity_units, u.quantity_nanos
FROM usage u JOIN scope s ON s.scope = u.scope
LEFT JOIN usage_price p ON u.kind = 'flow' AND p.month = strftime('%Y-%m', s.period_start * 86400, 'unixepoch') AND p.model = u.model
    AND p.metric = s.subject AND date(s.period_start * 86400, 'unixepoch') BETWEEN p.starts AND p.ends
WHERE u.known_to IS NULL;

INSERT INTO column_doc (table_name, column_name, unit, meaning) VALUES
    ('component_month', 'month_length_variance', 'currency',
        'within volume_variance: what is only the calendar month being longer or shorter than the document''s'),
    ('component_item_month', 'month_length_variance', 'currency',
        'within volume_variance: what is only the calendar month being longer or shorter than the document''s'),
    ('component_month', 'flexible_plan', 'currency',
        'plan at actual volume: plan to date with volume and mix variance; NULL for a component without a driver'),
    ('component_item_month', 'flexible_plan', 'currency', 'plan at actual volume: plan with volume and mix variance'),
    ('plan_month', 'behaviour', NULL, 'how the cost moves with volume: fixed or variable; NULL where the document does not say'),
    ('volume_month', 'month', 'month', 'calendar month, YYYY-MM'),
    ('volume_month', 'system', NULL, 'what one planning document is about'),
    ('volume_month', 'volume', NULL, 'volume by its id within the plan''s phase'),
    ('volume_month', 'name', NULL, 'volume''s name for people'),
    ('volume_month', 'metric', NULL, 'usage metric that it is compared with'),
    ('volume_month', 'feature', NULL, 'feature whose usage counts; NULL for all'),
    ('volume_month', 'kind', NULL, 'how days combine: flow is summed, level averaged, peak the highest'),
    ('volume_month', 'unit', NULL, 'unit of the quantities'),
    ('volume_month', 'plan_low', 'unit', 'planned over complete days, lower bound; the plan itself where it is no range'),
    ('volume_month', 'plan_high', 'unit', 'planned over complete days, upper bound; the plan itself where it is no range'),
    ('volume_month', 'actual', 'unit', 'used over complete days; NULL where no usage says'),
    ('volume_month', 'variance', 'unit', 'actual less plan; of a range the distance to the nearer bound'),
    ('volume_month', 'variance_percent', '%', 'variance in percent of the plan or the nearer bound'),
    ('volume_month', 'section', NULL, 'where in the document'),
    ('tier_month', 'month', 'month', 'calendar month, YYYY-MM'),
    ('tier_month', 'system', NULL, 'what one planning document is about'),
    ('tier_month', 'tier', NULL, 'recommended tier: the smallest that holds the usage over complete days'),
    ('tier_month', 'name', NULL, 'tier''s name for people'),
    ('tier_month', 'cost', 'currency', 'what the document projects for the tier, a month; NULL where it has no figure'),
    ('tier_month', 'currency', NULL, 'currency of the row''s amounts'),
    ('tier_month', 'forced_by', NULL, 'metrics beyond the next smaller tier''s bounds, joined by +; NULL for the smallest'),
    ('tier_month', 'planned_tier', NULL, 'tier that the document calls the phase in force by'),
    ('capacity_month', 'month', 'month', 'calendar month, YYYY-MM'),
    ('capacity_month', 'system', NULL, 'what one planning document is about'),
    ('capacity_month', 'output', NULL, 'result of the document''s sizing formula'),
    ('capacity_month', 'name', NULL, 'result''s name for people'),
    ('capacity_month', 'unit', NULL, 'unit of the capacities'),
    ('capacity_month', 'needed', 'unit', 'what the formula asks for at the usage over complete days'),
    ('capacity_month', 'offered', 'unit', 'what the recommended tier offers; NULL where the document does not say'),
    ('lever_month', 'month', 'month', 'calendar month, YYYY-MM'),
    ('lever_month', 'system', NULL, 'what one planning document is about'),
    ('lever_month', 'lever', NULL, 'savings lever by its id; levers are never added up'),
    ('lever_month', 'name', NULL, 'lever''s name for people'),
    ('lever_month', 'components', NULL, 'components whose cost it lowers, joined by +; NULL for all'),
    ('lever_month', 'base_month', 'month', 'last complete month, which the lever is computed on, YYYY-MM'),
    ('lever_month', 'base', 'currency', 'those components'' cost in that month; NULL where the system had none'),
    ('lever_month', 'currency', NULL, 'currency of the row''s amounts'),
    ('lever_month', 'percent_low', '%', 'lower bound of the saving; NULL where the document has no figure'),
    ('lever_month', 'percent_high', '%', 'upper bound of the saving; NULL where the document has no figure'),
    ('lever_month', 'saving_low', 'currency', 'what it alone would save at its lower bound, less its cost'),
    ('lever_month', 'saving_high', 'currency', 'what it alone would save at its upper bound, less its cost'),
    ('lever_month', 'cost', 'currency', 'what it costs in a month'),
    ('lever_month', 'metric', NULL, 'usage metric that it lowers; NULL where it lowers cost alone'),
    ('lever_month', 'usage_low', 'unit', 'usage that it would save at its lower bound'),
    ('lever_month', 'usage_high', 'unit', 'usage that it would save at its upper bound'),
    ('lever_month', 'assumed', NULL, '1 where the document gives the percentage without calling it a saving, else 0'),
    ('lever_month', 'adopted', 'month', 'first month in which it is in use, YYYY-MM; NULL where it is not'),
    ('lever_month', 'saved', 'currency', 'of an adopted lever: cost of the month before less cost of the base month'),
    ('lever_month', 'section', NULL, 'where in the document'),
    ('target_month', 'month', 'month', 'calendar month, YYYY-MM'),
    ('target_month', 'system', NULL, 'what one planning document is about'),
    ('target_month', 'target', NULL, 'service target by its id'),
    ('target_month', 'name', NULL, 'target''s name for people'),
    ('target_month', 'metric', NULL, 'usage metric that measures it'),
    ('target_month', 'unit', NULL, 'unit of the bound'),
    ('target_month', 'bound', 'unit', 'what the document promises'),
    ('target_month', 'direction', NULL, 'whether the measured value is to be at most or at least the bound'),
    ('target_month', 'measured', 'unit', 'over complete days: of a level the average, of a peak the highest'),
    ('target_month', 'state', NULL, 'met, missed or not measured'),
    ('target_month', 'section', NULL, 'where in the document'),
    ('token_month', 'month', 'month', 'calendar month, YYYY-MM'),
    ('token_month', 'system', NULL, 'what one planning document is about'),
    ('token_month', 'component', NULL, 'component that the usage names'),
    ('token_month', 'customer', NULL, 'customer who used them'),
    ('token_month', 'environment', NULL, 'environment that used them'),
    ('token_month', 'model', NULL, 'language model'),
    ('token_month', 'metric', NULL, 'usage metric: a kind of token, or requests'),
    ('token_month', 'currency', NULL, 'currency of the row''s amounts'),
    ('token_month', 'quantity', 'unit', 'used over complete days'),
    ('token_month', 'unit_price', 'currency', 'list price of one; NULL without a price, or where it changed within the month'),
    ('token_month', 'priced_cost', 'currency', 'usage at the list price of its day; NULL without a price'),
    ('priced_month', 'month', 'month', 'calendar month, YYYY-MM'),
    ('priced_month', 'system', NULL, 'what one planning document is about'),
    ('priced_month', 'component', NULL, 'component whose usage is priced'),
    ('priced_month', 'currency', NULL, 'currency of the row''s amounts'),
    ('priced_month', 'priced', 'currency', 'usage at list prices over complete days; NULL where nothing has a price'),
    ('priced_month', 'billed', 'currency', 'what was charged for the component''s usage on the same days'),
    ('priced_month', 'difference', 'currency', 'billed less priced'),
    ('priced_month', 'unpriced_quantity', 'tokens', 'usage without a price'),
    ('usage_price', 'month', 'month', 'calendar month, YYYY-MM'),
    ('usage_price', 'model', NULL, 'language model as the usage names it'),
    ('usage_price', 'metric', NULL, 'usage metric that is priced'),
    ('usage_price', 'starts', 'day', 'first day of the price within the month, YYYY-MM-DD'),
    ('usage_price', 'ends', 'day', 'last day of the price within the month, YYYY-MM-DD'),
    ('usage_price', 'currency', NULL, 'currency of the price: the reporting currency'),
    ('usage_price', 'unit_price', 'currency', 'price of one'),
    ('plan_figure', 'plan', NULL, 'plan by its id'),
    ('plan_figure', 'figure', NULL, 'figure by its id within the plan'),
    ('plan_figure', 'name', NULL, 'figure''s name for people'),
    ('plan_figure', 'value', 'unit', 'figure as stated or as it follows from others; NULL for a range'),
    ('plan_figure', 'low', 'unit', 'lower bound of a range'),
    ('plan_figure', 'high', 'unit', 'upper bound of a range'),
    ('plan_figure', 'unit', NULL, 'unit of the figure: a currency, %, or what is counted'),
    ('plan_figure', 'approximate', NULL, '1 where the document says about, else 0'),
    ('plan_figure', 'stated', NULL, '1 where the document states it, 0 where it follows from others'),
    ('plan_figure', 'document', NULL, 'planning document'),
    ('plan_figure', 'section', NULL, 'where in the document'),
    ('plan_figure', 'version', NULL, 'which version of the plan file is in force, from 1'),
    ('plan_figure', 'line', NULL, 'line of the plan file'),
    ('plan_finding', 'name', NULL, 'figure''s name for people'),
    ('plan_finding', 'document', NULL, 'planning document'),
    ('plan_finding', 'section', NULL, 'where in the document the figure is stated');
