// Waits in the browser for what Mái Ấm tells a telephone. What comes is encrypted for this browser alone.
addEventListener("push", (event) => {
	const told = event.data ? event.data.json() : {};
	event.waitUntil(registration.showNotification("Mái Ấm", {
		body: told.text, tag: told.tag, renotify: Boolean(told.tag), lang: "vi", icon: "/img/roof-192.png", badge: "/img/roof-192.png", data: { path: told.path },
	}));
});

addEventListener("notificationclick", (event) => {
	event.notification.close();
	const page = new URL(event.notification.data?.path ?? "/notifications", location.origin);
	if (page.origin === location.origin) event.waitUntil(clients.openWindow(page.href));
});
