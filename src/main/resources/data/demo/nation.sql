-- The nation for measuring: sets of rows by rule and dice, no row one by one. Statements stand between lines that begin with
-- "-- @" and a name; maiam.households and maiam.entries say how many. Everything is invented but Thái Nguyên's units.
-- What is written here is what the program itself would have written: DemoNationIT compares every figure with a recount.

-- @ dice
create function pg_temp.dice(n bigint, what integer) returns double precision language sql immutable
	return (hashint8extended(n, what) & 4294967295) / 4294967296.0;
create function pg_temp.pick(n bigint, what integer, variadic choice text[]) returns text language sql immutable
	return choice[1 + floor((hashint8extended(n, what) & 4294967295) / 4294967296.0 * cardinality(choice))::integer];
create function pg_temp.at(day date, hour double precision) returns timestamptz language sql stable
	return (day + hour * interval '1 hour') at time zone 'Asia/Ho_Chi_Minh';
-- ids in the order of making, so that indexes grow at their end
create function pg_temp.id(what integer, n bigint) returns uuid language sql immutable
	return ('000000' || to_hex(16 + what) || '-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;
create temp view first_day as select (date_trunc('week', field_day())::date - 7 * 52 - 2) as day;
create function pg_temp.person(n bigint) returns text language sql immutable
	return pg_temp.pick(n, 1, 'Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô', 'Dương', 'Lý', 'Ma', 'Nông', 'Triệu',
			'Lường', 'Lò', 'Quàng', 'Giàng', 'Thào', 'Hà', 'Mai', 'Đinh', 'Chu', 'Phan')
		|| ' ' || pg_temp.pick(n, 2, 'Văn', 'Thị', 'Đình', 'Thu', 'Minh', 'Quốc', 'Ngọc', 'Xuân', 'Hữu', 'Thanh', 'Đức', 'Kim', 'Bích', 'Công')
		|| ' ' || pg_temp.pick(n, 3, 'An', 'Ấn', 'Bách', 'Bình', 'Cường', 'Châu', 'Dung', 'Đào', 'Giang', 'Hà', 'Hải', 'Hằng', 'Hạnh', 'Hòa', 'Hùng',
			'Hương', 'Khánh', 'Lan', 'Linh', 'Loan', 'Long', 'Mai', 'Minh', 'Nam', 'Nga', 'Nhàn', 'Nhung', 'Phong', 'Phúc', 'Quang', 'Quyết', 'Sơn',
			'Tâm', 'Thắng', 'Thảo', 'Thơm', 'Trang', 'Tuấn', 'Tùng', 'Vân', 'Vinh', 'Xuyến', 'Yến');
create function pg_temp.place_name(n bigint) returns text language sql immutable
	return pg_temp.pick(n, 11, 'An', 'Bình', 'Cẩm', 'Đông', 'Hòa', 'Hưng', 'Kim', 'Lạc', 'Long', 'Minh', 'Nam', 'Ngọc', 'Phú', 'Phước', 'Quảng', 'Sơn',
			'Tân', 'Tây', 'Thanh', 'Thuận', 'Tiên', 'Trung', 'Vạn', 'Vĩnh', 'Xuân', 'Yên')
		|| ' ' || pg_temp.pick(n, 12, 'Bắc', 'Châu', 'Điền', 'Đức', 'Giang', 'Hà', 'Hải', 'Khánh', 'Lâm', 'Lộc', 'Lợi', 'Mỹ', 'Nghĩa', 'Ninh', 'Phong',
			'Sơn', 'Thái', 'Thành', 'Thạnh', 'Thịnh', 'Thủy', 'Tiến', 'Trạch', 'Trường', 'Tường', 'Vân');

-- @ units: those that are there, under one country, and others beside them up to 63, 700 and 10,600
insert into administrative_unit (code, name, kind, parent_id, valid_from) values ('00', 'Cả nước', 'COUNTRY', null, '2024-11-01');
update administrative_unit set parent_id = (select id from administrative_unit where code = '00') where parent_id is null and code <> '00';
insert into unit_closure (ancestor_id, descendant_id)
	select r.id, u.id from administrative_unit r, administrative_unit u where r.code = '00' and u.code <> '00';
create temp table province as
	select lpad(n::text, 2, '0') as code, row_number() over (order by n) as at, count(*) over () as provinces
	from (select n from generate_series(1, 96) n where not exists (select 1 from administrative_unit u where u.code = lpad(n::text, 2, '0'))
		order by n limit 63 - (select count(*) from administrative_unit where length(code) = 2 and code <> '00')) p;
insert into administrative_unit (code, name, kind, parent_id, valid_from)
	select p.code, 'Tỉnh ' || pg_temp.place_name(p.at), 'PROVINCE', u.id, '2024-11-01' from province p, administrative_unit u where u.code = '00';
create temp table district as
	select lpad(n::text, 3, '0') as code, row_number() over (order by n) as at, count(*) over () as districts
	from (select n from generate_series(101, 999) n where not exists (select 1 from administrative_unit u where u.code = lpad(n::text, 3, '0'))
		order by n limit 700 - (select count(*) from administrative_unit where length(code) = 3)) d;
insert into administrative_unit (code, name, kind, parent_id, valid_from)
	select d.code, 'Huyện ' || pg_temp.place_name(1000 + d.at), 'DISTRICT', u.id, '2024-11-01'
	from district d join province p on p.at = 1 + d.at % (select count(*) from province) join administrative_unit u on u.code = p.code;
insert into administrative_unit (code, name, kind, parent_id, valid_from)
	select (10000 + n)::text, case when n <= d.districts then 'Thị trấn ' else 'Xã ' end || pg_temp.place_name(10000 + n),
		case when n <= d.districts then 'TOWNSHIP' else 'COMMUNE' end, u.id, '2024-11-01'
	from generate_series(1, 10600 - (select count(*) from administrative_unit where length(code) = 5)) n
	join district d on d.at = 1 + n % (select count(*) from district) join administrative_unit u on u.code = d.code;

-- @ accounts
create temp table official as
	select gen_random_uuid() as id, u.id as unit_id, u.code, place.number,
		case place.number when 1 then 'OFFICER' when 2 then 'LEADER' else 'MEMBER' end as role,
		pg_temp.person(u.id * 16 + place.number) as full_name
	from administrative_unit u cross join lateral generate_series(1, case length(u.code) when 5 then 3 when 3 then 11 else 8 end) place (number);
insert into user_account (id, username, password_hash, full_name, name_sort, created_at, password_changed_at, activated_at, active_on, version)
	select o.id, 'cb.' || o.code || '.' || o.number, (select password_hash from user_account where username = 'tinh'), o.full_name,
		regexp_replace(o.full_name, '^(.*) (\S+)$', '\2 \1'), f.at, f.at, f.at, field_day() - (o.number % 9), 0
	from official o cross join (select pg_temp.at(day - 14, 8) as at from first_day) f;
insert into user_account (id, username, password_hash, full_name, name_sort, created_at, password_changed_at, activated_at, active_on, version)
	select gen_random_uuid(), username, (select password_hash from user_account where username = 'tinh'), full_name,
		regexp_replace(full_name, '^(.*) (\S+)$', '\2 \1'), now(), now(), now(), field_day(), 0
	from (values ('trunguong', 'Đặng Minh Trí'), ('trunguong.vp', 'Lê Thùy Dương'), ('trunguong.qt', 'Phan Bảo Long')) p (username, full_name);
insert into account_grant (account_id, role, unit_id, granted_at, valid_from)
	select o.id, o.role, o.unit_id, f.at, f.at::date from official o cross join (select pg_temp.at(day - 14, 8) as at from first_day) f
	union all
	select a.id, r.role, u.id, now(), field_day() - 14
	from (values ('trunguong', 'LEADER'), ('trunguong.vp', 'OFFICER'), ('trunguong.qt', 'ADMIN')) r (username, role)
	join user_account a using (username) cross join administrative_unit u where u.code = '00';
insert into committee (unit_id, kind, decision_no, decision_date, valid_from, version)
	select u.id, 'STEERING', '101/QĐ-BCĐ', f.day - 20, f.day - 20, 0 from administrative_unit u, first_day f where length(u.code) < 5;
insert into membership (committee_id, account_id, position, office, decision_no, decision_date, from_day, recorded_at, recorded_by, version)
	select c.id, o.id, case o.number when 1 then 'STANDING_DEPUTY' when 2 then 'HEAD' else 'MEMBER' end, 'Văn phòng', c.decision_no,
		c.decision_date, c.valid_from, now(), (select id from user_account where username = 'trunguong.qt'), 0
	from official o join committee c on c.unit_id = o.unit_id;

-- @ deadlines
insert into deadline_decision (phase_id, deadline, document_no, document_date, recorded_at)
	select f.id, case f.ordinal when 1 then field_day() - 20 else field_day() + 70 end, '3184/STTTT-CNTT', d.day - 10, pg_temp.at(d.day - 10, 8)
	from phase f, first_day d;

-- @ households: when each came onto the list, was found eligible, began
create temp table place as
	select u.id as unit_id, o.id as officer_id, row_number() over (order by u.id) - 1 as at
	from administrative_unit u join official o on o.unit_id = u.id and o.number = 1 where length(u.code) = 5;
create unique index on place (at);
analyze place;
analyze official;
create temp table house as
	select h.*, case when fate = 'LATER' then listed_on + 20 + (pg_temp.dice(n, 21) * 40)::integer end as decided_on,
		case when fate in ('ELIGIBLE', 'LATER') then listed_on + case fate when 'LATER' then 68 else 8 end
			+ (power(pg_temp.dice(n, 22), 1.2) * 250)::integer end as begun_on
	from (
		select n, pg_temp.id(1, n) as id, p.unit_id, p.officer_id, pg_temp.person(n * 7) as full_name,
			case when pg_temp.dice(n, 23) < 0.66 then 'NEW_BUILD' else 'REPAIR' end as kind,
			pg_temp.pick(n, 24, 'POOR', 'POOR', 'NEAR_POOR', 'MERIT', 'MARTYR_FAMILY', 'OTHER') as category,
			case when pg_temp.dice(n, 25) < 0.6 then 1 else 2 end as phase_id,
			case when pg_temp.dice(n, 26) < 0.62 then 'ELIGIBLE' when pg_temp.dice(n, 26) < 0.88 then 'LATER' when pg_temp.dice(n, 26) < 0.97 then 'NOT_YET'
				when pg_temp.dice(n, 26) < 0.99 then 'DECLINED_THIS_YEAR' else 'REMOVED' end as fate,
			pg_temp.pick(n, 27, 'NO_LAND', 'NO_CERTIFICATE', 'LAND_DISPUTE', 'LAND_PLANNING', 'NO_COUNTERPART_MONEY', 'PAPERS_INCOMPLETE') as reason,
			f.day + case when pg_temp.dice(n, 28) < 0.75 then (pg_temp.dice(n, 29) * 7)::integer else (pg_temp.dice(n, 29) * 300)::integer end as listed_on
		from generate_series(1, current_setting('maiam.households')::bigint) n
		cross join first_day f join place p on p.at = (n + (pg_temp.dice(n, 30) * 9)::bigint * 7) % (select count(*) from place)) h;
create index on house (n);

-- @ steps: each stage that was reached up to now
create temp table step as
	select h.n, h.id as household_id, h.unit_id, h.officer_id, s.position, s.stage, s.reached_on,
		pg_temp.at(s.reached_on + (pg_temp.dice(h.n, 40 + s.position) * 2)::integer, 7 + pg_temp.dice(h.n, 50 + s.position) * 11) as at,
			pg_temp.id(2, h.n * 8 + s.position) as id
	from house h cross join lateral (
		select t.position::integer, t.stage, h.begun_on + (sum(6 + pg_temp.dice(h.n, 60 + t.position::integer) * 17)
			over (order by t.position))::integer - 6 as reached_on
		from unnest(case h.kind when 'NEW_BUILD' then array['STARTED', 'FOUNDATION', 'FRAME', 'ROOF', 'FINISHING', 'COMPLETED', 'HANDED_OVER']
			else array['STARTED', 'REPAIRING', 'COMPLETED', 'HANDED_OVER'] end) with ordinality t (stage, position)) s
	where h.begun_on is not null;
delete from step where at >= now();
-- some stand still
delete from step where position > 2 and pg_temp.dice(n, 70) < 0.06;
create index on step (n, position);
analyze house;
analyze step;

-- @ register
alter table household disable trigger user;
insert into household (id, version, code, phase_id, part, category, kind, full_name, name_sort, gender, birth_year, ethnicity, phone, members, unit_id, hamlet,
		land_status, planned_area, estimate, planned_start, planned_finish, eligibility, ineligible_reason, removal_reason, solution, agency, resolve_by,
		stage, reached_on, started_on, completed_on, progress_at, evidence, created_at, recorded_at, recorded_by)
	select h.id, coalesce(l.position, 0), 'TN-' || lpad(h.n::text, 6, '0'), h.phase_id,
		case when h.category in ('MERIT', 'MARTYR_FAMILY') then 'MERIT'
		else pg_temp.pick(h.n, 80, 'CAMPAIGN', 'CAMPAIGN', 'POVERTY_REDUCTION', 'ETHNIC_MINORITY') end,
		h.category, h.kind, h.full_name, regexp_replace(h.full_name, '^(.*) (\S+)$', '\2 \1'), case when h.full_name like '% Thị %' then 'FEMALE' else 'MALE' end,
		1940 + (pg_temp.dice(h.n, 81) * 60)::integer, pg_temp.pick(h.n, 82, 'Kinh', 'Tày', 'Nùng', 'Dao', 'Thái', 'Mường', 'Mông'),
		'0900 ' || lpad(((h.n / 1000) % 1000)::text, 3, '0') || ' ' || lpad((h.n % 1000)::text, 3, '0'), 1 + (pg_temp.dice(h.n, 83) * 7)::integer, h.unit_id,
		pg_temp.pick(h.n, 84, 'Xóm', 'Thôn', 'Bản', 'Ấp') || ' ' || pg_temp.place_name(h.n), null, 40 + (pg_temp.dice(h.n, 85) * 40)::integer,
		(60 + (pg_temp.dice(h.n, 86) * 90)::integer) * 1000000, coalesce(h.begun_on, h.listed_on + 60),
		least(coalesce(h.begun_on, h.listed_on + 60) + 90 + (pg_temp.dice(h.n, 87) * 40)::integer, d.deadline),
		case h.fate when 'LATER' then case when h.decided_on < field_day() then 'ELIGIBLE' else 'NOT_YET' end else h.fate end,
		case when h.fate = 'NOT_YET' or (h.fate = 'LATER' and h.decided_on >= field_day()) then h.reason end,
		case when h.fate = 'REMOVED' then pg_temp.pick(h.n, 88, 'DIED', 'MOVED_AWAY', 'BUILT_ALONE', 'DUPLICATE') end,
		case when h.fate = 'NOT_YET' and pg_temp.dice(h.n, 89) < 0.7 then 'Làm thủ tục cấp giấy chứng nhận' end,
		case when h.fate = 'NOT_YET' and pg_temp.dice(h.n, 89) < 0.7
			then pg_temp.pick(h.n, 90, 'Sở Tài nguyên và Môi trường', 'Sở Xây dựng', 'UBND huyện', 'UBND xã') end,
		case when h.fate = 'NOT_YET' and pg_temp.dice(h.n, 89) < 0.7 then field_day() - 40 + (pg_temp.dice(h.n, 91) * 100)::integer end,
		coalesce(l.stage, 'NOT_STARTED'), l.reached_on, s.reached_on, c.reached_on, l.at,
		case when l.stage is null then 'NONE' when pg_temp.dice(h.n, 92) < 0.01 then 'DOUBTFUL' when pg_temp.dice(h.n, 92) < 0.05 then 'LACKING'
			else 'SUFFICIENT' end,
		pg_temp.at(h.listed_on, 8 + pg_temp.dice(h.n, 93) * 9),
		coalesce(l.at, pg_temp.at(case when h.decided_on < field_day() then h.decided_on else h.listed_on end, 8 + pg_temp.dice(h.n, 93) * 9)), h.officer_id
	from house h join phase_deadline d on d.phase_id = h.phase_id
	left join lateral (select * from step where step.n = h.n order by position desc limit 1) l on true
	left join step s on s.n = h.n and s.position = 1
	left join step c on c.n = h.n and c.stage = 'COMPLETED';
alter table household enable trigger user;
select setval('household_code_seq', current_setting('maiam.households')::bigint);
insert into eligibility_decision (id, household_id, eligibility, ineligible_reason, removal_reason, solution, agency, resolve_by, document_no,
		document_date, recorded_at, recorded_by)
	select gen_random_uuid(), h.id, v.eligibility, v.reason, r.removal_reason, r.solution, r.agency, r.resolve_by,
		v.document_no, v.day, pg_temp.at(v.day, 8 + pg_temp.dice(h.n, 93) * 9), h.officer_id
	from house h join household r on r.id = h.id cross join lateral (
		select case when h.fate in ('LATER', 'NOT_YET') then 'NOT_YET' else h.fate end as eligibility,
			case when h.fate in ('LATER', 'NOT_YET') then h.reason end as reason, '12/QĐ-UBND' as document_no, h.listed_on as day
		union all
		select 'ELIGIBLE', null, '57/QĐ-UBND', h.decided_on where h.decided_on < field_day()) v;

-- @ entries
insert into progress_entry (id, household_id, position, stage, reached_on, note, recorded_at, recorded_by)
	select id, household_id, position, stage, reached_on, case when n % 3 = 0 then 'Đã kiểm tra tại nhà' end, at, officer_id from step;

-- @ evidence
insert into photo (id, household_id, entry_id, storage_key, sha256, bytes, width, height, taken_at, uploaded_at, likeness)
	select p.id, p.household_id, p.entry_id, 'nation/' || p.id || '.jpg', sha256(uuid_send(p.id)), 180000, 1600, 1200,
		p.at at time zone 'Asia/Ho_Chi_Minh', p.at, hashint8extended(p.n, 100 + p.position)
	from (select pg_temp.id(3, s.n * 8 + s.position) as id, s.household_id, s.id as entry_id, s.at, s.n, s.position from step s
		join household h on h.id = s.household_id
		where not (h.evidence = 'LACKING' and s.stage = h.stage)) p;
insert into evidence_flag (id, version, household_id, entry_id, rule, arguments, state, raised_at, raised_by)
	select gen_random_uuid(), 0, h.id, s.id, 'TOO_SOON', array['5', '21'], 'OPEN', s.at, s.officer_id
	from household h join house k on k.id = h.id join step s on s.n = k.n and s.stage = h.stage where h.evidence = 'DOUBTFUL';

-- @ ledger: each state a household was in, and the one before taken back
alter table household_tally disable trigger user;
insert into household_tally (household_id, recorded_at, unit_id, phase_id, part, category, kind, eligibility, stage, halt, evidence, reason, change)
	select s.id, s.at, h.unit_id, h.phase_id, h.part, h.category, h.kind, v.eligibility, v.stage, null, v.evidence, v.reason, v.change
	from (
		select id, place, at, eligibility, stage, evidence, reason, lag(eligibility) over w as eligibility_before, lag(stage) over w as stage_before,
			lag(evidence) over w as evidence_before, lag(reason) over w as reason_before
		from (
			select h.id, 0 as place, h.created_at as at, case when k.fate in ('LATER', 'NOT_YET') then 'NOT_YET' else k.fate end as eligibility, 'NOT_STARTED' as stage,
				'NONE' as evidence, case when k.fate in ('LATER', 'NOT_YET') then k.reason else h.removal_reason end as reason
			from household h join house k on k.id = h.id
			union all
			select k.id, 1, pg_temp.at(k.decided_on, 8 + pg_temp.dice(k.n, 93) * 9), 'ELIGIBLE', 'NOT_STARTED', 'NONE', null
			from house k where k.decided_on < field_day()
			union all
			select s.household_id, 1 + s.position, s.at, 'ELIGIBLE', s.stage, case when s.stage = h.stage then h.evidence else 'SUFFICIENT' end, null
			from step s join household h on h.id = s.household_id) states
		window w as (partition by id order by place)) s
	join household h on h.id = s.id
	cross join lateral (
		select s.eligibility_before as eligibility, s.stage_before as stage, s.evidence_before as evidence, s.reason_before as reason, -1 as change
		where s.stage_before is not null
		union all
		select s.eligibility, s.stage, s.evidence, s.reason, 1) v
	order by s.at, s.id, v.change;
alter table household_tally enable trigger user;

-- @ money
create temp table money as
	select h.id as household_id, h.unit_id, h.phase_id, v.source, v.amount, h.created_at, s.at as begun_at, c.at as done_at,
		is_listed(h.eligibility, h.halt) as listed
	from household h join house k on k.id = h.id left join step s on s.n = k.n and s.position = 1 left join step c on c.n = k.n and c.stage = 'COMPLETED'
	cross join lateral (
		select 'STATE_BUDGET' as source, case h.kind when 'NEW_BUILD' then 60000000 else 30000000 end as amount
		union all
		select pg_temp.pick(k.n, 95, 'FUND_FOR_THE_POOR', 'DONORS', 'FAMILY'), (5 + (pg_temp.dice(k.n, 96) * 30)::integer) * 1000000 where k.n % 2 = 0) v
	where h.eligibility in ('ELIGIBLE', 'NOT_YET');
alter table funding_line disable trigger user;
insert into funding_line (household_id, source, form, pledged, allocated, disbursed, recorded_at)
	select household_id, source, 'CASH', amount, case when begun_at is not null then amount else 0 end,
		case when done_at is not null then amount when begun_at is not null then amount / 2 else 0 end, coalesce(done_at, begun_at, created_at) from money;
alter table funding_line enable trigger user;
alter table funding_tally disable trigger user;
insert into funding_tally (recorded_at, unit_id, phase_id, source, form, pledged, allocated, disbursed)
	select v.at, m.unit_id, m.phase_id, m.source, 'CASH', v.pledged, v.allocated, v.disbursed
	from money m cross join lateral (values (m.created_at, m.amount, 0, 0), (m.begun_at, 0, m.amount, m.amount / 2), (m.done_at, 0, 0, m.amount - m.amount / 2))
		v (at, pledged, allocated, disbursed)
	where m.listed and v.at is not null order by 1;
alter table funding_tally enable trigger user;

-- @ weeks
insert into reporting_week (label, opens_at, cut_off_at, lower_due_at, top_due_at, sign_off, lowest_level, reminded_at, closed_at)
	select to_char(friday, 'IYYY-"W"IW'), pg_temp.at(friday - 7, 16), pg_temp.at(friday, 16), pg_temp.at(friday, 15), pg_temp.at(friday, 17.5), true, 'DISTRICT',
		pg_temp.at(friday, 12), pg_temp.at(friday, 16.01)
	from (select f.day + 6 + 7 * week as friday from first_day f, generate_series(0, 52) week) w where pg_temp.at(friday, 16) <= now();
analyze;

-- @ sums
select recount_watch();
select close_ledger(pg_temp.at(field_day(), 0));
select fold_ledger(at) from (
	select cut_off_at as at from reporting_week
	union select pg_temp.at(field_day() - d, 0) from generate_series(0, 91) d order by 1) m where at <= pg_temp.at(field_day(), 0);
analyze household_sum;
analyze reason_sum;
analyze funding_sum;

-- @ reports: what each unit's figures were at each cut-off, as an accepted report keeps them
create temp table figure_at as
	select unit_id, week, sum(total) as total, sum(eligible) as eligible, sum(not_yet_eligible) as not_yet_eligible, sum(not_started) as not_started,
		sum(started) as started, sum(in_progress) as in_progress, sum(completed) as completed, sum(new_build) as new_build, sum(repair) as repair,
		sum(new_build_completed) as new_build_completed, sum(repair_completed) as repair_completed, sum(proven) as proven, sum(doubtful) as doubtful,
		sum(paused) as paused, sum(declined) as declined, sum(removed) as removed, sum(cancelled) as cancelled, sum(weighted) as weighted
	from (
		select c.ancestor_id as unit_id, w.label as week, t.total, t.eligible, t.not_yet_eligible, t.not_started, t.started, t.in_progress, t.completed, t.new_build,
			t.repair, t.new_build_completed, t.repair_completed, t.proven, t.doubtful, t.paused, t.declined, t.removed, t.cancelled, t.weighted
		from household_tally_figures t join reporting_week w on t.recorded_at >= w.opens_at and t.recorded_at < w.cut_off_at
		join unit_closure c on c.descendant_id = t.unit_id) lines
	group by 1, 2;
create temp table figures as
	select u.id as unit_id, u.parent_id, u.code, u.name, w.label as week, jsonb_build_object('total', sum(total) over o, 'eligible', sum(eligible) over o,
			'notYetEligible', sum(not_yet_eligible) over o, 'notStarted', sum(not_started) over o, 'started', sum(started) over o, 'inProgress', sum(in_progress) over o,
			'completed', sum(completed) over o, 'newBuild', sum(new_build) over o, 'repair', sum(repair) over o, 'newBuildCompleted', sum(new_build_completed) over o,
			'repairCompleted', sum(repair_completed) over o, 'proven', sum(proven) over o, 'doubtful', sum(doubtful) over o, 'paused', sum(paused) over o,
			'declined', sum(declined) over o, 'removed', sum(removed) over o, 'cancelled', sum(cancelled) over o, 'weighted', sum(weighted) over o) as at
	from administrative_unit u cross join reporting_week w left join figure_at f on f.unit_id = u.id and f.week = w.label
	window o as (partition by u.id order by w.opens_at);
create index on figures (parent_id, week);
create index on figures (unit_id, week);
analyze figures;

-- @ kept figures of the reports
create temp table reporting as
	select u.id as unit_id, u.parent_id, u.code, u.name, w.label as week, w.opens_at, w.cut_off_at, gen_random_uuid() as id,
		coalesce(f.at, '{}') as now, coalesce(b.at, '{}') as before, o1.id as officer_id, o1.full_name as officer_name, o2.id as leader_id,
		o2.full_name as leader_name
	from administrative_unit u cross join reporting_week w
	join official o1 on o1.unit_id = u.id and o1.number = 1 join official o2 on o2.unit_id = u.id and o2.number = 2
	left join figures f on f.unit_id = u.id and f.week = w.label
	left join reporting_week e on e.cut_off_at = w.opens_at left join figures b on b.unit_id = u.id and b.week = e.label
	where length(u.code) < 5;
create temp table parts as
	select unit_id, cut_off_at, part, kind, jsonb_build_object('total', sum(total), 'eligible', sum(eligible), 'notYetEligible', sum(not_yet_eligible),
			'notStarted', sum(not_started), 'started', sum(started), 'inProgress', sum(in_progress), 'completed', sum(completed), 'newBuild', sum(new_build),
			'repair', sum(repair), 'newBuildCompleted', sum(new_build_completed), 'repairCompleted', sum(repair_completed), 'proven', sum(proven),
			'doubtful', sum(doubtful), 'paused', sum(paused), 'declined', sum(declined), 'removed', sum(removed), 'cancelled', sum(cancelled),
			'weighted', sum(weighted)) as at
	from (
		select r.unit_id, r.cut_off_at, s.part, s.kind, s.total, s.eligible, s.not_yet_eligible, s.not_started, s.started, s.in_progress, s.completed,
		s.new_build, s.repair,
			s.new_build_completed, s.repair_completed, s.proven, s.doubtful, s.paused, s.declined, s.removed, s.cancelled, s.weighted
		from reporting r join household_sum s on s.unit_id = r.unit_id
			and s.at = (select max(l.at) from household_sum l where l.unit_id = r.unit_id and l.at <= r.cut_off_at)) lines
	group by 1, 2, 3, 4;
create index on parts (unit_id, cut_off_at);
create temp table resolved as
	select c.ancestor_id as unit_id, w.label as week, count(*) as n
	from house h join reporting_week w on pg_temp.at(h.decided_on, 8 + pg_temp.dice(h.n, 93) * 9) >= w.opens_at
		and pg_temp.at(h.decided_on, 8 + pg_temp.dice(h.n, 93) * 9) < w.cut_off_at
	join unit_closure c on c.descendant_id = h.unit_id where h.decided_on < field_day() group by 1, 2;
create temp table below as
	select f.parent_id as unit_id, f.week, jsonb_agg(jsonb_build_object('unitId', f.unit_id, 'code', f.code, 'name', f.name, 'now', f.at,
		'before', coalesce(b.at, '{}')) order by f.code) as units
	from figures f join reporting_week w on w.label = f.week left join reporting_week e on e.cut_off_at = w.opens_at
	left join figures b on b.unit_id = f.unit_id and b.week = e.label
	where f.parent_id is not null group by 1, 2;
create index on below (unit_id, week);
create index on reporting (parent_id, week);
create index on reporting (unit_id, week);
create index on resolved (unit_id, week);
analyze reporting;
analyze parts;
analyze below;
analyze resolved;

-- @ reports
insert into weekly_report (id, version, unit_id, week, number, state, result, difficulties, plans, first_submitted_at, submitted_at, submitted_by,
		signed_at, signed_by,
		decided_at, decided_by, kept)
	select r.id, 3, r.unit_id, r.week, 1, 'ACCEPTED', 'Các nhà trên địa bàn được thi công đúng kế hoạch.',
		case when r.unit_id % 5 = 0 then 'Mưa kéo dài, vận chuyển vật liệu khó khăn.' end,
		'Tiếp tục khởi công các nhà đủ điều kiện.', r.cut_off_at - interval '2 hours', r.cut_off_at - interval '2 hours', r.officer_id,
			r.cut_off_at - interval '90 minutes',
		r.leader_id, r.cut_off_at + interval '1 hour', coalesce(p.officer_id, r.leader_id),
		jsonb_build_object('format', 1, 'below', coalesce(k.reports, '[]'), 'figures',
			jsonb_build_object('from', to_char(r.opens_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
			'until', to_char(r.cut_off_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'now', r.now, 'before', r.before,
			'lines', coalesce(l.lines, '[]'), 'remaining', coalesce(s.remaining, '{}'), 'resolved', coalesce(d.n, 0), 'money', coalesce(m.money, '[]'),
			'changes', coalesce(c.changes, '[]'), 'units', coalesce(b.units, '[]')))
	from reporting r
	left join reporting p on p.unit_id = r.parent_id and p.week = r.week
	left join resolved d on d.unit_id = r.unit_id and d.week = r.week
	left join below b on b.unit_id = r.unit_id and b.week = r.week
	left join lateral (
		select jsonb_agg(jsonb_build_object('unitId', x.unit_id, 'code', x.code, 'name', x.name, 'state', 'ACCEPTED', 'firstSubmittedAt',
			to_char((x.cut_off_at - interval '2 hours') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'signedAt',
			to_char((x.cut_off_at - interval '90 minutes') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by x.code) as reports
		from reporting x where x.parent_id = r.unit_id and x.week = r.week) k on true
	left join lateral (
		select jsonb_agg(jsonb_build_object('part', n.part, 'kind', n.kind, 'now', n.at, 'before', coalesce(w.at, '{}')) order by array_position(
			array['MERIT', 'POVERTY_REDUCTION', 'ETHNIC_MINORITY', 'CAMPAIGN', 'OTHER_FUNDS'], n.part), n.kind) as lines
		from parts n left join parts w on w.unit_id = n.unit_id and w.cut_off_at = r.opens_at and w.part = n.part and w.kind = n.kind
		where n.unit_id = r.unit_id and n.cut_off_at = r.cut_off_at) l on true
	left join lateral (
		select jsonb_object_agg(reason, households) as remaining from reason_sum z where z.unit_id = r.unit_id and z.households <> 0
			and z.at = (select max(y.at) from reason_sum y where y.unit_id = r.unit_id and y.at <= r.cut_off_at)) s on true
	left join lateral (
		select jsonb_agg(jsonb_build_object('source', source, 'form', form, 'pledged', pledged, 'allocated', allocated, 'disbursed', disbursed,
			'allocatedBefore', allocated_before, 'disbursedBefore', disbursed_before) order by pledged desc) as money
		from (
			select source, form, sum(pledged) filter (where ends) as pledged, sum(allocated) filter (where ends) as allocated,
			sum(disbursed) filter (where ends) as disbursed,
				coalesce(sum(allocated) filter (where not ends), 0) as allocated_before, coalesce(sum(disbursed) filter (where not ends), 0) as disbursed_before
			from (values (r.cut_off_at, true), (r.opens_at, false)) e (moment, ends) join funding_sum f on f.unit_id = r.unit_id
				and f.at = (select max(y.at) from funding_sum y where y.unit_id = r.unit_id and y.at <= e.moment)
			group by 1, 2) g) m on true
	left join lateral (
		select jsonb_agg(jsonb_build_object('measure', v.measure, 'cause', v.cause, 'added', greatest(v.added, 0), 'removed', greatest(v.removed, 0)
			+ greatest(-v.added, 0))) as changes
		from (select (r.now ->> 'total')::bigint - coalesce((r.before ->> 'total')::bigint, 0) as total,
			(r.now ->> 'eligible')::bigint - coalesce((r.before ->> 'eligible')::bigint, 0) as eligible,
			(r.now ->> 'notYetEligible')::bigint - coalesce((r.before ->> 'notYetEligible')::bigint, 0) as not_yet,
			(r.now ->> 'started')::bigint - coalesce((r.before ->> 'started')::bigint, 0) as started,
			(r.now ->> 'completed')::bigint - coalesce((r.before ->> 'completed')::bigint, 0) as completed,
			(r.now ->> 'proven')::bigint - coalesce((r.before ->> 'proven')::bigint, 0) as proven,
			(r.now ->> 'newBuild')::bigint - coalesce((r.before ->> 'newBuild')::bigint, 0) as new_build,
			(r.now ->> 'repair')::bigint - coalesce((r.before ->> 'repair')::bigint, 0) as repair,
				coalesce(d.n, 0) as decided) g
		cross join lateral (values ('TOTAL', 'ADDED', g.total, 0), ('ELIGIBLE', 'ADDED', g.eligible - g.decided, 0),
			('NOT_YET_ELIGIBLE', 'ADDED', g.not_yet + g.decided, 0),
			('NOT_STARTED', 'ADDED', g.total, 0), ('NEW_BUILD', 'ADDED', g.new_build, 0), ('REPAIR', 'ADDED', g.repair, 0),
			('ELIGIBLE', 'DECIDED', g.decided, 0), ('NOT_YET_ELIGIBLE', 'DECIDED', 0, g.decided), ('NOT_STARTED', 'PROGRESS', 0, g.started),
				('STARTED', 'PROGRESS', g.started, 0),
			('IN_PROGRESS', 'PROGRESS', g.started, g.completed), ('COMPLETED', 'PROGRESS', g.completed, 0), ('PROVEN', 'PROGRESS', g.proven, 0)) 
			v (measure, cause, added, removed)
		where v.added <> 0 or v.removed <> 0) c on true;
insert into report_step (report_id, at, by_id, act)
	select r.id, v.at, v.by_id, v.act from reporting r left join reporting p on p.unit_id = r.parent_id and p.week = r.week
	cross join lateral (values (r.cut_off_at - interval '2 hours', r.officer_id, 'submitted'), (r.cut_off_at - interval '90 minutes', r.leader_id, 'signed'),
		(r.cut_off_at + interval '1 hour', coalesce(p.officer_id, r.leader_id), 'accepted')) v (at, by_id, act);

-- @ trail: what was done above, and people signing in, until it holds as many entries as asked for
select audit_month((field_day() - n * interval '1 month')::date) from generate_series(-2, 13) n;
create temp table deed as
	select s.at, s.officer_id as actor_id, o.full_name as actor_name, 'household.progress-recorded' as action, 'household' as subject_kind,
		'TN-' || lpad(s.n::text, 6, '0') as subject_id, h.full_name as subject_label, s.unit_id,
			jsonb_build_object('stage', jsonb_build_object('old', null, 'new', s.stage)) as changes
	from step s join house h on h.n = s.n join official o on o.id = s.officer_id
	union all
	select h.created_at, k.officer_id, o.full_name, 'household.created', 'household', h.code, h.full_name, h.unit_id, '{}'
	from household h join house k on k.id = h.id join official o on o.id = k.officer_id
	union all
	select v.at, v.by_id, v.by_name, v.act, 'report', r.week || '/' || r.code, r.name, r.unit_id, '{}'
	from reporting r cross join lateral (values (r.cut_off_at - interval '2 hours', r.officer_id, r.officer_name, 'report.submitted'),
		(r.cut_off_at - interval '90 minutes', r.leader_id, r.leader_name, 'report.signed')) v (at, by_id, by_name, act);
insert into deed
	select pg_temp.at(field_day() - 1 - (pg_temp.dice(n, 97) * 360)::integer, 7 + pg_temp.dice(n, 98) * 11), o.id, o.full_name, 'login.succeeded', 'account',
	'cb.' || o.code || '.' || o.number,
		o.full_name, o.unit_id, '{}'
	from generate_series(1, greatest(0, current_setting('maiam.trail')::bigint - (select count(*) from deed))) n
	join (select *, row_number() over () as at from official) o on o.at = 1 + n % (select count(*) from official);
alter table audit_entry disable trigger user;
create function pg_temp.link(bytea, bytea) returns bytea language sql immutable return sha256($1 || $2);
create aggregate pg_temp.chain (bytea) (sfunc = pg_temp.link, stype = bytea, initcond = '');
create function pg_temp.field(text) returns text language sql immutable return coalesce(octet_length($1) || ':' || $1, '-');
create temp table chained as
	select *, pg_temp.chain(case when number = 1 then head else ''::bytea end || convert_to(pg_temp.field(id::text)
			|| pg_temp.field((extract(epoch from at) * 1000000)::bigint::text) || pg_temp.field(actor_id::text) || pg_temp.field(actor_name)
			|| pg_temp.field('10.0.0.1') || pg_temp.field('Mozilla/5.0') || pg_temp.field(action) || pg_temp.field(subject_kind) || pg_temp.field(subject_id)
			|| pg_temp.field(subject_label) || pg_temp.field(unit_id::text) || pg_temp.field(changes::text) || '-' || pg_temp.field(lane::text)
			|| pg_temp.field(position::text), 'UTF8')) over (partition by lane order by position) as hash
	from (
		select d.*, l.position + d.number as position, l.hash as head
		from (
			select *, nextval('audit_entry_number') as id, row_number() over (partition by lane order by at) as number
			from (select *, (1 + floor(random() * 64))::smallint as lane from deed) lanes) d
		join audit_lane l on l.lane = d.lane) entries;
insert into audit_entry (id, at, actor_id, actor_name, address, agent, action, subject_kind, subject_id, subject_label, unit_id, changes, lane, position, hash)
	select id, at, actor_id, actor_name, '10.0.0.1', 'Mozilla/5.0', action, subject_kind, subject_id, subject_label, unit_id, changes, lane, position, hash
	from chained order by at;
update audit_lane l set position = c.position, hash = c.hash
	from (select distinct on (lane) lane, position, hash from chained order by lane, position desc) c where c.lane = l.lane;
alter table audit_entry enable trigger user;
analyze;
