// Passkeys: a button that registers one or signs in with one. Without this script, or on a browser that knows no
// passkeys, the buttons stay hidden and the other ways remain.
(() => {
	"use strict";
	if (!window.PublicKeyCredential) return;

	const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
	const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
		.replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

	const post = async (path, body) => {
		const token = document.querySelector("input[name=_csrf]").value;
		const answer = await fetch(path, {
			method: "POST",
			headers: { "Content-Type": "application/json", "X-CSRF-TOKEN": token },
			body: body ? JSON.stringify(body) : undefined
		});
		if (!answer.ok) throw new Error(path + ": " + answer.status);
		return answer.json();
	};

	const known = (list) => (list || []).map((it) => ({ ...it, id: bytes(it.id) }));

	const register = async () => {
		const label = document.getElementById("label").value.trim() || navigator.platform || "Passkey";
		const options = await post("/webauthn/register/options");
		const made = await navigator.credentials.create({
			publicKey: {
				...options,
				challenge: bytes(options.challenge),
				user: { ...options.user, id: bytes(options.user.id) },
				excludeCredentials: known(options.excludeCredentials)
			}
		});
		await post("/webauthn/register", {
			publicKey: {
				credential: {
					id: made.id,
					rawId: text(made.rawId),
					response: {
						attestationObject: text(made.response.attestationObject),
						clientDataJSON: text(made.response.clientDataJSON),
						transports: made.response.getTransports()
					},
					type: made.type,
					clientExtensionResults: made.getClientExtensionResults(),
					authenticatorAttachment: made.authenticatorAttachment
				},
				label
			}
		});
		location.reload();
	};

	const use = async () => {
		const options = await post("/webauthn/authenticate/options");
		const shown = await navigator.credentials.get({
			publicKey: {
				...options,
				challenge: bytes(options.challenge),
				allowCredentials: known(options.allowCredentials)
			}
		});
		const signedIn = await post("/login/webauthn", {
			id: shown.id,
			rawId: text(shown.rawId),
			response: {
				authenticatorData: text(shown.response.authenticatorData),
				clientDataJSON: text(shown.response.clientDataJSON),
				signature: text(shown.response.signature),
				userHandle: shown.response.userHandle ? text(shown.response.userHandle) : undefined
			},
			credType: shown.type,
			clientExtensionResults: shown.getClientExtensionResults(),
			authenticatorAttachment: shown.authenticatorAttachment
		});
		// on the login page back to what was first asked for; elsewhere a further step knows the way
		location.assign(location.pathname === "/login" && signedIn.redirectUrl ? signedIn.redirectUrl : "/login/second");
	};

	document.querySelectorAll("[data-passkey-form]").forEach((form) => { form.hidden = false; });
	document.querySelectorAll("[data-passkey]").forEach((button) => {
		button.hidden = false;
		button.addEventListener("click", async () => {
			const refused = document.getElementById("passkey-refused");
			refused.hidden = true;
			button.disabled = true;
			try {
				await (button.dataset.passkey === "register" ? register() : use());
			}
			catch (failure) {
				refused.hidden = false;
				button.disabled = false;
			}
		});
	});
})();
