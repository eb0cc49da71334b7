// What makes the pages quicker and safer on a weak network. Every page works without it.
"use strict";
document.documentElement.classList.add("js");

const LONGER_SIDE = 1600;

/** The camera's EXIF block of a JPEG, so that capture time and place survive the shrinking. */
async function exifOf(file) {
	const head = new DataView(await file.slice(0, 262144).arrayBuffer());
	if (head.byteLength < 4 || head.getUint16(0) !== 0xffd8) return null;
	for (let at = 2; at + 4 < head.byteLength;) {
		const marker = head.getUint16(at), length = head.getUint16(at + 2);
		if (marker === 0xffe1 && at + 2 + length <= head.byteLength && head.getUint32(at + 4) === 0x45786966) {
			return upright(new Uint8Array(head.buffer.slice(at, at + 2 + length)));
		}
		if ((marker & 0xff00) !== 0xff00 || marker === 0xffda) return null;
		at += 2 + length;
	}
	return null;
}

/** The block no longer says that the picture lies: it is drawn upright. */
function upright(exif) {
	const view = new DataView(exif.buffer), tiff = 10, little = view.getUint16(tiff) === 0x4949;
	const directory = tiff + view.getUint32(tiff + 4, little);
	if (directory + 2 > exif.length) return exif;
	for (let entry = directory + 2, left = view.getUint16(directory, little); left > 0 && entry + 12 <= exif.length; entry += 12, left--) {
		if (view.getUint16(entry, little) === 0x0112) view.setUint16(entry + 8, 1, little);
	}
	return exif;
}

/** A picture no larger than it needs to be, upright; the file itself where the browser cannot. */
async function shrink(file) {
	try {
		const image = await createImageBitmap(file, { imageOrientation: "from-image" });
		const scale = Math.min(1, LONGER_SIDE / Math.max(image.width, image.height));
		const canvas = document.createElement("canvas");
		canvas.width = Math.round(image.width * scale);
		canvas.height = Math.round(image.height * scale);
		canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
		const jpeg = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
		const exif = await exifOf(file);
		const parts = exif ? [jpeg.slice(0, 2), exif, jpeg.slice(2)] : [jpeg];
		return new File(parts, "photo.jpg", { type: "image/jpeg" });
	}
	catch {
		return null;
	}
}

/** The chosen pictures, each a button that takes it out again. */
function preview(form, photos) {
	form.querySelector("#previews").replaceChildren(...photos.map((photo) => {
		const button = document.createElement("button"), image = document.createElement("img");
		button.type = "button";
		button.title = form.dataset.remove;
		image.src = URL.createObjectURL(photo);
		image.alt = form.dataset.remove;
		button.append(image);
		button.addEventListener("click", () => {
			photos.splice(photos.indexOf(photo), 1);
			preview(form, photos);
		});
		return button;
	}));
}

/** Forms with pictures are sent in the background: with progress, and with nothing lost when the network is. */
function upload(form, photos = []) {
	const input = form.querySelector("input[type=file]"), unsent = form.querySelector("#unsent");
	const say = (words, place = form.querySelector(".actions") ?? form.querySelector("button.main")) => {
		place.before(unsent);
		unsent.textContent = words;
		unsent.hidden = false;
		unsent.scrollIntoView({ block: "center" });
	};
	let shrinking = Promise.resolve(), refused = false, spoilt = false;
	const sayNoPicture = () => say(form.dataset.notAPicture, form.querySelector("#previews"));
	preview(form, photos);
	input.addEventListener("change", () => {
		const chosen = [...input.files];
		input.value = "";
		unsent.hidden = true;
		shrinking = shrinking.then(() => Promise.all(chosen.map(shrink))).then((small) => {
			photos.push(...small.filter(Boolean));
			spoilt = small.some((photo) => !photo);
			if (spoilt) sayNoPicture();
			preview(form, photos);
		});
	});
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		const button = form.querySelector("button.main"), bar = form.querySelector("#upload");
		button.disabled = true;
		unsent.hidden = true;
		await shrinking;
		// once: whoever sends again means it without a picture
		if (spoilt && photos.length === 0) {
			spoilt = false;
			button.disabled = false;
			sayNoPicture();
			return;
		}
		if (refused) await freshToken(form);
		form.elements.upright.value = photos.length > 0 ? "true" : "";
		const data = new FormData(form);
		data.delete("photos");
		photos.forEach((photo) => data.append("photos", photo, photo.name));
		bar.hidden = photos.length === 0;
		const request = new XMLHttpRequest();
		request.open("POST", form.action);
		request.setRequestHeader("Accept", "text/html");
		request.timeout = 180000;
		request.upload.onprogress = (sent) => { bar.value = sent.lengthComputable ? 100 * sent.loaded / sent.total : 0; };
		request.onerror = request.ontimeout = () => {
			button.disabled = false;
			say(form.dataset.unsent);
		};
		request.onload = () => {
			const answer = new DOMParser().parseFromString(request.responseText, "text/html");
			if (request.status < 400 && !answer.querySelector("#password")) {
				forget(form);
				arrive(answer, request.responseURL);
				return;
			}
			const fresh = answer.querySelector("form[data-upload]");
			if (!fresh) {
				// not this form's answer: signed out, not one's own, or worse; everything stays, and the next try asks for a new token
				refused = true;
				button.disabled = false;
				const why = request.status === 403 || answer.querySelector("#password") ? null : answer.querySelector("main h1");
				say(why ? why.textContent + ". " + (why.nextElementSibling?.textContent ?? "") : form.dataset.lost);
				return;
			}
			// the answer shows what is wrong; the pictures stay in hand
			form.replaceWith(fresh);
			upload(fresh, photos);
			begin(fresh.parentElement, fresh);
			(fresh.querySelector(".errors") || fresh).scrollIntoView({ block: "center" });
		};
		request.send(data);
	});
}

/** After a new sign-in in another tab this page's token is old. */
async function freshToken(form) {
	try {
		const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
		const token = page.querySelector("form[data-upload] input[name=_csrf]");
		if (token) form.elements._csrf.value = token.value;
	}
	catch {
		// offline: the sending itself will say so
	}
}

/** The page that the redirect led to, with its notice, which a second request would no longer show. */
function arrive(answer, address) {
	history.pushState({}, "", address);
	document.title = answer.title;
	document.body.replaceWith(answer.body);
	begin(document);
	scrollTo(0, 0);
}
let place = location.hash;
addEventListener("popstate", () => {
	// a jump within the page is no other page
	if (location.hash === place) location.reload();
	place = location.hash;
});

/**
 * What is typed is kept on the device until the server has taken it: a lost connection, an ended session or a closed
 * page loses nothing. It belongs to the account that typed it: what is another's, or older than a day, is removed as
 * soon as somebody has signed in. Signing out clears all, since a phone may have several hands.
 */
const ACCOUNT = document.body.dataset.account ?? "";
const DAY = 86400000;
const DRAFT = "draft ";
const draftKey = (form) => DRAFT + ACCOUNT + " " + new URL(form.action, location).pathname + " "
	+ ["corrects", "kind", "subject", ".code"].map((name) => held(form, name)).join("");
/** What a form holds in fields that its reader does not see: what it is about, the households of its rows, the versions of both. */
const held = (form, name) => [...form.elements].filter((field) => field.type === "hidden" && field.name.endsWith(name)).map((field) => field.value).join(" ");
const draftFields = (form) => [...form.elements].filter((field) => field.name && field.name !== "citizenId"
	&& !["hidden", "file", "password", "submit", "checkbox"].includes(field.type) && (field.type !== "radio" || field.checked));
const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith(DRAFT));

function removeOthers() {
	if (!ACCOUNT) return;
	drafts().filter((key) => !key.startsWith(DRAFT + ACCOUNT + " ") || Date.now() - JSON.parse(localStorage.getItem(key)).at > DAY)
		.forEach((key) => localStorage.removeItem(key));
	const told = JSON.parse(localStorage.getItem("told") ?? "null");
	// "push" was kept before it had an owner
	if ((told && told.account !== ACCOUNT) || localStorage.getItem("push")) {
		localStorage.removeItem("told");
		localStorage.removeItem("push");
		navigator.serviceWorker?.getRegistration("/").then((worker) => worker?.pushManager.getSubscription()).then((it) => it?.unsubscribe());
	}
}

function keepDraft(form) {
	const draft = ACCOUNT && JSON.parse(localStorage.getItem(draftKey(form)) ?? "null");
	if (draft && !form.querySelector(".errors:not([hidden])")) {
		if (draft.version === held(form, "version")) restore(form, draft.values, draft.unkept);
		else showBeside(form, draft);
	}
	form.addEventListener("input", () => keep(form, false));
	// who leaves by this link wants nothing of it again
	form.querySelector("[data-drop]")?.addEventListener("click", () => forget(form));
	if (!form.matches("[data-upload]")) {
		form.addEventListener("submit", (event) => {
			if (navigator.onLine) keep(form, true);
			else event.preventDefault();
		});
	}
}

/** Fields that a draft may fill, and would change. */
const changedBy = (form, values) => [...form.elements].filter((field) => values[field.name] !== undefined
	&& !["hidden", "file", "password", "submit", "checkbox"].includes(field.type)
	&& (field.type === "radio" ? values[field.name] === field.value && !field.checked : values[field.name] !== field.value));
const inWords = (field, value) => field.type === "radio" ? field.labels[0]?.textContent.trim()
	: field.options ? [...field.options].find((option) => option.value === value)?.textContent.trim() : value;

/** A draft of what somebody has changed meanwhile is not thrown away: it is shown beside what stands there now. */
function showBeside(form, draft) {
	const changed = changedBy(form, draft.values);
	if (changed.length === 0) return forget(form);
	const says = document.getElementById("beside").content.firstElementChild.cloneNode(true);
	says.querySelectorAll("[data-sent]").forEach((words) => { words.hidden = words.dataset.sent !== String(Boolean(draft.sent)); });
	changed.forEach((field) => {
		const name = document.createElement("dt"), typed = document.createElement("dd"), now = document.createElement("dd");
		const checked = field.type === "radio" ? form.querySelector(`[name="${field.name}"]:checked`) : field;
		name.textContent = (field.type === "radio" ? field.closest("fieldset")?.querySelector("legend")?.textContent : field.labels[0]?.textContent) ?? field.name;
		const both = says.querySelector("dl");
		typed.textContent = both.dataset.typed + " " + (inWords(field, draft.values[field.name]) || "–");
		now.textContent = both.dataset.stored + " " + ((checked && inWords(checked, checked.value)) || "–");
		now.className = "quiet";
		both.append(name, typed, now);
	});
	says.querySelector("[data-take]").addEventListener("click", () => {
		says.remove();
		restore(form, draft.values, draft.unkept);
		keep(form, false);
	});
	says.querySelector("[data-discard]").addEventListener("click", () => {
		forget(form);
		says.remove();
	});
	form.prepend(says);
}

/** What comes back is shown, and that it came back: nobody sends what they do not see. */
function restore(form, values, unkept) {
	const changed = changedBy(form, values);
	changed.forEach((field) => {
		if (field.type === "radio") field.checked = true;
		else field.value = values[field.name];
	});
	if (changed.length === 0 && !unkept) return;
	changed.forEach((field) => { for (let box = field.closest("details"); box; box = box.parentElement.closest("details")) box.open = true; });
	const says = document.getElementById("restored").content.firstElementChild.cloneNode(true);
	says.querySelector("[data-unkept]").hidden = !unkept;
	says.querySelector("button").addEventListener("click", () => {
		forget(form);
		form.reset();
		says.remove();
	});
	form.prepend(says);
}

function keep(form, sent) {
	if (!ACCOUNT) return;
	// what nobody has touched is not kept: a day or a stage offered yesterday is not offered again; what came back with faults was typed
	const cameBack = form.querySelector(".errors:not([hidden])");
	const touched = (field) => field.type === "radio" ? field.checked !== field.defaultChecked
		: field.options ? [...field.options].some((option) => option.selected !== option.defaultSelected) : field.value !== field.defaultValue;
	const values = Object.fromEntries(draftFields(form).filter((field) => cameBack || touched(field)).map((field) => [field.name, field.value]));
	// the citizen id does not stay on a device of several hands; that it was typed does, so that its loss is said
	const secret = form.elements.citizenId;
	const unkept = Boolean(secret?.value) && Boolean(cameBack || touched(secret));
	localStorage.setItem(draftKey(form), JSON.stringify({ at: Date.now(), version: held(form, "version"), sent, unkept, values }));
}

function forget(form) {
	localStorage.removeItem(draftKey(form));
}

/** A notice says that what was sent has been taken. */
function forgetTaken() {
	if (document.querySelector("body > .notice")) {
		drafts().filter((key) => JSON.parse(localStorage.getItem(key)).sent).forEach((key) => localStorage.removeItem(key));
	}
}

function askPlace(button) {
	button.hidden = false;
	button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
		const form = button.form;
		form.elements.latitude.value = coords.latitude;
		form.elements.longitude.value = coords.longitude;
		form.elements.accuracy.value = coords.accuracy;
		button.querySelector("span").textContent = button.dataset.got;
		document.querySelector("#placeless").hidden = true;
	}, () => { document.querySelector("#placeless").hidden = false; }, { enableHighAccuracy: true, timeout: 20000 }));
}

/** The button says what it will record. */
function nameStage(button) {
	const say = () => {
		const stage = button.form.querySelector("input[name=stage]:checked + span");
		if (stage) button.textContent = button.dataset.as + " " + stage.textContent;
	};
	button.form.addEventListener("change", say);
	button.form.addEventListener("reset", () => setTimeout(say));
	say();
}

/** A report's text is saved while it is typed; who was overtaken keeps their words and is told. */
function autosave(form) {
	const said = form.querySelector("#autosaved");
	let timer = 0, sending = false, again = false, stopped = false, unsaved = false;
	const send = async () => {
		if (stopped || sending) { again = sending; return; }
		sending = true;
		const data = new FormData(form);
		data.set("act", "autosave");
		try {
			const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(15000) });
			if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) {
				form.elements.version.value = (await answer.json()).version;
				unsaved = again;
				said.textContent = form.dataset.saved + " " + new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
			}
			else if (answer.status === 409) {
				stopped = true;
				said.textContent = form.dataset.overtaken;
			}
			else said.textContent = form.dataset.unsaved;
		}
		catch {
			said.textContent = form.dataset.unsaved;
			again = true;
		}
		sending = false;
		if (again) { again = false; timer = setTimeout(send, 5000); }
	};
	form.addEventListener("input", () => { unsaved = true; clearTimeout(timer); timer = setTimeout(send, 1500); });
	// whoever leaves in the middle of a word takes nothing with them
	addEventListener("pagehide", () => {
		if (!unsaved || stopped || sending) return;
		const data = new FormData(form);
		data.set("act", "autosave");
		navigator.sendBeacon(form.action, data);
	});
	form.addEventListener("submit", (event) => {
		clearTimeout(timer);
		stopped = true;
		if (sending) {
			// the version of the saving under way is the one to send
			event.preventDefault();
			const wait = setInterval(() => { if (!sending) { clearInterval(wait); form.requestSubmit(event.submitter); } }, 100);
		}
	});
}

/** The library writes style attributes, which the content policy forbids; the same through the object model is allowed. */
function allowStyles() {
	const svg = window.Chartist.Svg.prototype;
	if (svg.plainAttr) return;
	svg.plainAttr = svg.attr;
	svg.attr = function (attributes, namespace) {
		if (attributes && typeof attributes === "object" && attributes.style) {
			const { style, ...others } = attributes;
			this._node.style.cssText = style;
			return this.plainAttr(others, namespace);
		}
		return this.plainAttr(attributes, namespace);
	};
}

/** The chart of a table that holds the same numbers; the table stays for those who read. */
function chart(table) {
	const place = document.getElementById(table.dataset.chart);
	if (!place) return;
	if (!window.Chartist) {
		// its script comes after this one
		if (document.readyState !== "complete") addEventListener("load", () => chart(table), { once: true });
		return;
	}
	allowStyles();
	const rows = [...table.tBodies[0].rows], read = (cell) => cell.textContent === "" ? null : Number(cell.textContent.replaceAll(".", ""));
	const step = Math.ceil(rows.length / (place.clientWidth < 500 ? 4 : 8));
	place.chart?.detach();
	place.chart = new Chartist.LineChart(place, {
		labels: rows.map((row, at) => at % step === 0 ? row.cells[0].textContent.slice(0, 5) : ""),
		series: [1, 2, 3].map((column) => rows.map((row) => read(row.cells[column]))),
	}, {
		fullWidth: true,
		low: 0,
		lineSmooth: Chartist.Interpolation.none({ fillHoles: false }),
		axisY: { onlyInteger: true, offset: 44 },
		axisX: { showGrid: false },
		chartPadding: { right: 24, top: 14, left: 0, bottom: 4 }
	});
}

/** Looks again when the server says that figures have moved; where there is no stream, every half minute. */
function live(main) {
	const REST = 4000;
	let waiting = 0, looking = false, again = false, last = 0, failures = 0, polling = 0, stream = null;
	const look = async () => {
		waiting = 0;
		if (document.hidden) { again = true; return; }
		looking = true;
		again = false;
		try {
			const answer = await fetch(location.href, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(20000) });
			const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
			main.querySelectorAll("[data-part]").forEach((part) => {
				const next = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
				if (next) refresh(part, next);
			});
		}
		catch {
			// offline: the next word or round will bring it
		}
		looking = false;
		last = Date.now();
		if (again) soon();
	};
	// at once when all was quiet, otherwise after a rest; a little chance keeps many pages from asking together
	const soon = () => {
		if (waiting || looking) { again = true; return; }
		waiting = setTimeout(look, Math.max(100, last + REST - Date.now()) + Math.random() * 300);
	};
	const poll = () => { if (!polling) polling = setInterval(() => { soon(); ring(); }, 30000); };
	const listen = () => {
		stream = new EventSource(main.dataset.live);
		stream.addEventListener("moved", soon);
		stream.addEventListener("noticed", () => { ring(); if (main.dataset.live.startsWith("/notifications")) soon(); });
		stream.onopen = () => { main.classList.add("listening"); ring(); if (failures > 0) soon(); failures = 0; };
		stream.onerror = () => { if (++failures > 3 || stream.readyState === EventSource.CLOSED) { stream.close(); poll(); } };
	};
	if (!("EventSource" in window)) { poll(); return; }
	listen();
	addEventListener("pagehide", () => stream.close());
	addEventListener("pageshow", (event) => { if (event.persisted) { listen(); soon(); } });
	addEventListener("online", soon);
	document.addEventListener("visibilitychange", () => { stream.close(); if (!document.hidden) { listen(); soon(); } });
}

/** Replaces what has changed and nothing else: what is open stays open, who reads stays where they are. */
function refresh(part, next) {
	// who is typing there is not interrupted
	if (part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
	const plain = (node) => {
		const copy = node.cloneNode(true);
		copy.querySelectorAll(".chart").forEach((it) => it.replaceChildren());
		copy.querySelectorAll("details").forEach((it) => it.removeAttribute("open"));
		return copy.innerHTML;
	};
	if (plain(part) === plain(next)) return;
	const open = [...part.querySelectorAll("details")].map((it) => it.open), height = part.offsetHeight, above = part.getBoundingClientRect().bottom < 0;
	const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
	part.querySelectorAll(".chart").forEach((it) => it.chart?.detach());
	part.replaceChildren(...next.childNodes);
	part.querySelectorAll("details").forEach((it, at) => { it.open = open[at] ?? false; });
	part.querySelectorAll("table[data-chart]").forEach(chart);
	if (focused) [...part.querySelectorAll("a")].find((it) => it.getAttribute("href") === focused)?.focus({ preventScroll: true });
	if (above) scrollBy(0, part.offsetHeight - height);
	part.classList.add("moved");
	setTimeout(() => part.classList.remove("moved"), 1500);
}

/** Asks how much is unread; what is new since this page was opened is said aloud. */
let newest = null;
async function ring() {
	const bell = document.querySelector("#bell");
	if (!bell) return;
	try {
		const answer = await fetch("/notifications/count", { signal: AbortSignal.timeout(20000) });
		if (!answer.ok || answer.redirected) return;
		const told = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-unread]");
		const count = bell.querySelector(".count"), unread = Number(told.dataset.unread);
		count.textContent = unread > 99 ? "99+" : unread;
		count.hidden = unread === 0;
		bell.setAttribute("aria-label", bell.dataset.label + (unread ? ` (${unread})` : ""));
		const at = Number(told.dataset.at);
		if (newest !== null && at > newest) toast(told.textContent, "/notifications/" + told.dataset.id);
		newest = Math.max(newest ?? 0, at);
	}
	catch {
		// offline: the stream asks again when it is back
	}
}

function toast(words, path) {
	const place = document.querySelector("#toast");
	const link = place.querySelector("a");
	link.textContent = words.length > 90 ? words.slice(0, 90) + "…" : words;
	link.href = path;
	place.hidden = false;
	clearTimeout(place.timer);
	place.timer = setTimeout(() => { place.hidden = true; }, 6000);
}

addEventListener("keydown", (event) => { if (event.key === "Escape") document.querySelector("#toast")?.toggleAttribute("hidden", true); });

/** Pages that do not listen to figures listen to notices alone. */
function listenForNotices() {
	if (!document.querySelector("#bell")) return;
	ring();
	if (!("EventSource" in window)) { setInterval(ring, 60000); return; }
	let stream = null, polling = 0;
	const open = () => {
		stream = new EventSource("/notifications/live");
		// many pages do not ask all together
		stream.addEventListener("noticed", () => setTimeout(ring, Math.random() * 800));
		stream.onopen = ring;
		stream.onerror = () => { if (stream.readyState === EventSource.CLOSED && !polling) polling = setInterval(ring, 60000); };
	};
	open();
	addEventListener("pagehide", () => stream.close());
	addEventListener("pageshow", (event) => { if (event.persisted) open(); });
	// a browser has few connections; those of tabs that nobody looks at are given back
	document.addEventListener("visibilitychange", () => { stream.close(); if (!document.hidden) { open(); ring(); } });
}

/** Names are suggested while they are typed. */
function findPeople(input) {
	let timer = 0;
	input.addEventListener("input", () => {
		clearTimeout(timer);
		if (input.value.trim().length < 2) return;
		timer = setTimeout(async () => {
			const answer = await fetch("/people?q=" + encodeURIComponent(input.value), { signal: AbortSignal.timeout(10000) }).catch(() => null);
			if (!answer?.ok) return;
			const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("datalist");
			if (found) document.getElementById(input.getAttribute("list")).replaceChildren(...found.childNodes);
		}, 200);
	});
}

/** Behind an @ the people who are meant are offered. */
function callPeople(area) {
	const list = document.createElement("ul");
	list.className = "suggested";
	list.hidden = true;
	area.after(list);
	let timer = 0;
	const choose = (step) => {
		const all = [...list.querySelectorAll("button")], at = all.findIndex((it) => it.getAttribute("aria-selected") === "true");
		all.forEach((it) => it.removeAttribute("aria-selected"));
		all[(at + step + all.length) % all.length]?.setAttribute("aria-selected", "true");
	};
	area.addEventListener("keydown", (event) => {
		if (list.hidden) return;
		if (event.key === "ArrowDown" || event.key === "ArrowUp") choose(event.key === "ArrowDown" ? 1 : -1);
		else if (event.key === "Enter" || event.key === "Tab") (list.querySelector("[aria-selected=true]") ?? list.querySelector("button"))?.click();
		else if (event.key === "Escape") list.hidden = true;
		else return;
		event.preventDefault();
	});
	const word = () => area.value.slice(0, area.selectionStart).match(/(?:^|\s)@([\p{L}0-9._-]{2,40})$/u)?.[1];
	area.addEventListener("input", () => {
		clearTimeout(timer);
		const typed = word();
		if (!typed) { list.hidden = true; return; }
		timer = setTimeout(async () => {
			const answer = await fetch("/people?q=" + encodeURIComponent(typed), { signal: AbortSignal.timeout(10000) }).catch(() => null);
			if (!answer?.ok) return;
			const found = [...new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("option")];
			list.replaceChildren(...found.map((person) => {
				const item = document.createElement("li"), button = document.createElement("button");
				button.type = "button";
				button.textContent = person.getAttribute("label");
				button.addEventListener("click", () => {
					const at = area.selectionStart, begun = word() ?? "";
					area.setRangeText("@" + person.value + " ", at - begun.length - 1, at, "end");
					list.hidden = true;
					area.focus();
				});
				item.append(button);
				return item;
			}));
			list.hidden = found.length === 0;
		}, 200);
	});
}

/** Many files are sent one by one, each with its own bar; what fails can be sent again. */
function sendFiles(form) {
	const input = form.querySelector("input[type=file]"), list = form.querySelector(".sending");
	form.addEventListener("submit", async (event) => {
		const files = [...input.files];
		if (files.length < 2 || form.querySelector("input[name=version]")) return;
		event.preventDefault();
		const button = form.querySelector("button.main");
		button.disabled = true;
		list.hidden = false;
		let left = [];
		for (const file of files) {
			const item = document.createElement("li"), bar = document.createElement("progress");
			bar.max = 1;
			item.append(bar, " " + file.name);
			list.append(item);
			const data = new FormData(form);
			data.delete("files");
			data.append("files", file, file.name);
			data.set("summary", "");
			const done = await new Promise((end) => {
				const request = new XMLHttpRequest();
				request.open("POST", form.action || location.href);
				request.upload.onprogress = (sent) => { if (sent.lengthComputable) bar.value = sent.loaded / sent.total; };
				request.onerror = request.ontimeout = () => end(false);
				request.onload = () => {
					const answer = new DOMParser().parseFromString(request.responseText, "text/html");
					// a sign-in page is an answer, too, but nothing was taken
					end(request.status < 400 && !answer.querySelector("#password") ? true : answer.querySelector(".errors li")?.textContent ?? false);
				};
				request.timeout = 600000;
				request.send(data);
			});
			bar.value = 1;
			item.append(" – " + (done === true ? form.dataset.sent : done || form.dataset.failed));
			if (done !== true) { item.className = "error"; left.push(file); }
		}
		if (left.length === 0) { location.href = "/documents"; return; }
		const rest = new DataTransfer();
		left.forEach((file) => rest.items.add(file));
		input.files = rest.files;
		button.disabled = false;
	});
}

/** One box for all. */
function checkAll(all) {
	const boxes = [...all.closest("fieldset").querySelectorAll("input[name]")];
	const tell = () => { all.checked = boxes.every((it) => it.checked); };
	all.addEventListener("change", () => boxes.forEach((it) => { it.checked = all.checked; }));
	boxes.forEach((it) => it.addEventListener("change", tell));
	tell();
}

/** In a meeting the arrow keys turn the screens. */
function meeting() {
	const screens = [...document.querySelectorAll(".screen")].map((it) => "#" + it.id);
	addEventListener("keydown", (event) => {
		const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
		if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		const at = Math.max(0, screens.indexOf(location.hash));
		location.hash = screens[(at + step + screens.length) % screens.length];
	});
}

function copyable(button) {
	button.hidden = false;
	button.addEventListener("click", async () => {
		const text = document.getElementById(button.dataset.copy);
		text.select();
		try { await navigator.clipboard.writeText(text.value); }
		catch { document.execCommand("copy"); }
		button.textContent = button.dataset.copied;
	});
}

function begin(root, begun = null) {
	root.querySelectorAll("table[data-chart]").forEach(chart);
	if (root.querySelector("main[data-live]")) root.querySelectorAll("main[data-live]").forEach(live);
	else if (root === document) listenForNotices();
	root.querySelectorAll("[data-finds-people]").forEach(findPeople);
	root.querySelectorAll("[data-people]").forEach(callPeople);
	root.querySelectorAll("form[data-files]").forEach(sendFiles);
	root.querySelectorAll("input.all").forEach(checkAll);
	root.querySelectorAll(".say input[type=file]").forEach((input) => input.addEventListener("change",
		() => { input.parentElement.querySelector(".chosen").textContent = [...input.files].map((it) => it.name).join(", "); }));
	if (root.querySelector(".meeting")) meeting();
	root.querySelectorAll("form[data-autosave]").forEach(autosave);
	root.querySelectorAll("button[data-copy]").forEach(copyable);
	forgetTaken();
	root.querySelectorAll("form[data-draft]").forEach(keepDraft);
	root.querySelectorAll("button[data-as]").forEach(nameStage);
	root.querySelectorAll("form[data-upload]").forEach((form) => { if (form !== begun) upload(form); });
	root.querySelectorAll("form[action$='/logout']").forEach((form) => form.addEventListener("submit", (event) => {
		const unsent = drafts().some((key) => !JSON.parse(localStorage.getItem(key)).sent);
		if (unsent && !confirm(form.dataset.unsent)) {
			event.preventDefault();
			event.stopImmediatePropagation();
		}
		else drafts().forEach((key) => localStorage.removeItem(key));
	}));
	// a long form that came back says what is wrong where the reader looks
	const wrong = root === document && document.querySelector("main .errors[role=alert]:not([hidden])");
	if (wrong && wrong.getBoundingClientRect().bottom > innerHeight) wrong.scrollIntoView({ block: "center" });
	if ("geolocation" in navigator) root.querySelectorAll("#place").forEach(askPlace);
}

const wire = () => { document.querySelector("#wire")?.toggleAttribute("hidden", navigator.onLine); };
addEventListener("online", wire);
addEventListener("online", ring);
addEventListener("offline", wire);
document.addEventListener("click", (event) => document.querySelectorAll("details.more[open]").forEach((menu) => {
	if (!menu.contains(event.target)) menu.open = false;
}));
// "/" or Ctrl+K: search everything
addEventListener("keydown", (event) => {
	const typing = event.target.matches?.("input, textarea, select, [contenteditable]");
	if ((event.key === "/" && !typing && !event.ctrlKey && !event.altKey) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
		const find = document.querySelector("#find");
		if (find) { event.preventDefault(); location.href = find.href; }
	}
});
/** The code of a slip or a letter stands behind the "#" of its address, which no server is sent and no log keeps. */
const slip = document.querySelector("form[data-slip]");
if (slip && place.length > 1) {
	slip.elements.code.value = decodeURIComponent(place.slice(1));
	history.replaceState(null, "", location.pathname);
	if (slip.dataset.slip !== "fill") slip.requestSubmit();
}
removeOthers();
begin(document);
wire();

/** Telephones are told as well, once their owner has said so on this very one. */
function askForPush() {
	const form = document.querySelector("form[data-push]");
	if (!form || form.dataset.ready) return;
	form.dataset.ready = "true";
	const says = (what) => form.querySelectorAll("[data-push-says]").forEach((it) => { it.hidden = it.dataset.pushSays !== what; });
	const button = form.querySelector("button");
	if (!("serviceWorker" in navigator) || !("PushManager" in window)) { says("none"); return; }
	button.hidden = false;
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		if (await Notification.requestPermission() !== "granted") { says("denied"); return; }
		button.disabled = true;
		try {
			await navigator.serviceWorker.register("/push-worker.js");
			const worker = await navigator.serviceWorker.ready;
			// one that was made with another key of the server is of no use
			await (await worker.pushManager.getSubscription())?.unsubscribe();
			const given = (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.push })).toJSON();
			form.elements.endpoint.value = given.endpoint;
			form.elements.p256dh.value = given.keys.p256dh;
			form.elements.auth.value = given.keys.auth;
			localStorage.setItem("told", JSON.stringify({ account: ACCOUNT, endpoint: given.endpoint }));
			form.submit();
		}
		catch {
			says("failed");
			button.disabled = false;
		}
	});
}
askForPush();

/** Who signs out is not told on this device any more; signing out waits for that two seconds at most. */
document.addEventListener("submit", async (event) => {
	const form = event.target, endpoint = JSON.parse(localStorage.getItem("told") ?? "null")?.endpoint;
	if (event.defaultPrevented || form.getAttribute("action") !== "/logout" || !endpoint) return;
	event.preventDefault();
	localStorage.removeItem("told");
	const forget = new FormData(form);
	forget.set("act", "forget");
	forget.set("endpoint", endpoint);
	const told = fetch("/account/devices", { method: "POST", body: new URLSearchParams(forget) });
	const ended = navigator.serviceWorker.getRegistration("/").then((worker) => worker?.pushManager.getSubscription()).then((it) => it?.unsubscribe());
	await Promise.race([Promise.allSettled([told, ended]), new Promise((done) => { setTimeout(done, 2000); })]);
	form.submit();
});

/** What cannot be taken back is asked about once more. */
document.addEventListener("submit", (event) => {
	const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
	if (question && !confirm(question)) {
		event.preventDefault();
		event.stopImmediatePropagation();
	}
}, true);
