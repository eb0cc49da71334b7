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
			return new Uint8Array(head.buffer.slice(at, at + 2 + length));
		}
		if ((marker & 0xff00) !== 0xff00 || marker === 0xffda) return null;
		at += 2 + length;
	}
	return null;
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

function preview(form, files) {
	const box = form.querySelector("#previews");
	box.replaceChildren(...files.map((file) => {
		const image = document.createElement("img");
		image.src = URL.createObjectURL(file);
		image.alt = file.name;
		return image;
	}));
}

/** Forms with pictures are sent in the background: with progress, and with nothing lost when the network is. */
function upload(form) {
	const input = form.querySelector("input[type=file]");
	let photos = [], shrinking = Promise.resolve();
	input.addEventListener("change", () => {
		const chosen = [...input.files];
		shrinking = Promise.all(chosen.map(shrink)).then((small) => {
			const all = small.every(Boolean);
			photos = all ? small : chosen;
			form.elements.upright.value = all ? "true" : "";
			preview(form, photos);
		});
	});
	form.addEventListener("submit", async (event) => {
		event.preventDefault();
		const button = form.querySelector("button.main"), bar = form.querySelector("#upload"), unsent = form.querySelector("#unsent");
		button.disabled = true;
		unsent.hidden = true;
		await shrinking;
		const data = new FormData(form);
		data.delete("photos");
		photos.forEach((photo) => data.append("photos", photo, photo.name));
		bar.hidden = photos.length === 0;
		const request = new XMLHttpRequest();
		request.open("POST", form.action);
		request.timeout = 180000;
		request.upload.onprogress = (sent) => { bar.value = sent.lengthComputable ? 100 * sent.loaded / sent.total : 0; };
		request.onerror = request.ontimeout = () => {
			button.disabled = false;
			unsent.hidden = false;
			unsent.scrollIntoView({ block: "center" });
		};
		request.onload = () => {
			if (request.status < 400) {
				forget(form);
				arrive(request);
				return;
			}
			// the answer shows what is wrong; the pictures stay in hand
			const answer = new DOMParser().parseFromString(request.responseText, "text/html");
			const fresh = answer.querySelector("form[data-upload]");
			if (!fresh) {
				document.querySelector("#main").replaceWith(answer.querySelector("#main"));
				return;
			}
			form.replaceWith(fresh);
			begin(fresh.parentElement);
			if (photos.length > 0) {
				const kept = new DataTransfer();
				photos.forEach((photo) => kept.items.add(photo));
				const again = fresh.querySelector("input[type=file]");
				again.files = kept.files;
				again.dispatchEvent(new Event("change"));
			}
			(fresh.querySelector(".errors") || fresh).scrollIntoView({ block: "center" });
		};
		request.send(data);
	});
}

/** The page that the redirect led to, with its notice, which a second request would no longer show. */
function arrive(request) {
	const answer = new DOMParser().parseFromString(request.responseText, "text/html");
	history.pushState({}, "", request.responseURL);
	document.title = answer.title;
	document.body.replaceWith(answer.body);
	begin(document);
	scrollTo(0, 0);
}
addEventListener("popstate", () => location.reload());

/** What is typed is kept on the device until it has been sent: a lost connection or a closed page loses nothing. */
const draftKey = (form) => "draft " + new URL(form.action, location).pathname;
const draftFields = (form) => [...form.elements].filter((field) => field.name && !["hidden", "file", "password", "submit"].includes(field.type) && field.name !== "citizenId");

function keepDraft(form) {
	const held = localStorage.getItem(draftKey(form));
	if (held && !form.querySelector(".errors:not([hidden])")) {
		const { at, version, values } = JSON.parse(held);
		if (Date.now() - at < 86400000 && version === (form.elements.version?.value ?? "")) {
			draftFields(form).forEach((field) => {
				const value = values[field.name];
				if (value === undefined) return;
				if (field.type === "radio") field.checked = field.value === value;
				else field.value = value;
			});
		}
		else forget(form);
	}
	form.addEventListener("input", () => {
		const values = {};
		draftFields(form).forEach((field) => { if (field.type !== "radio" || field.checked) values[field.name] = field.value; });
		localStorage.setItem(draftKey(form), JSON.stringify({ at: Date.now(), version: form.elements.version?.value ?? "", values }));
	});
	if (!form.matches("[data-upload]")) form.addEventListener("submit", () => forget(form));
}

function forget(form) {
	localStorage.removeItem(draftKey(form));
}

function askPlace(button) {
	button.hidden = false;
	button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
		const form = button.form;
		form.elements.latitude.value = coords.latitude;
		form.elements.longitude.value = coords.longitude;
		form.elements.accuracy.value = coords.accuracy;
		button.querySelector("span").textContent = button.dataset.got;
	}, () => { button.disabled = true; }, { enableHighAccuracy: true, timeout: 20000 }));
}

function begin(root) {
	root.querySelectorAll("form[data-draft]").forEach(keepDraft);
	root.querySelectorAll("form[data-upload]").forEach(upload);
	if ("geolocation" in navigator) root.querySelectorAll("#place").forEach(askPlace);
}

const wire = () => { document.querySelector("#wire")?.toggleAttribute("hidden", navigator.onLine); };
addEventListener("online", wire);
addEventListener("offline", wire);
document.addEventListener("click", (event) => document.querySelectorAll("details.more[open]").forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
begin(document);
wire();
