package vn.maiam.account;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind;
import vn.maiam.shared.UserId;

/**
 * Who has signed in, with the grants of this moment. Its authorities are the permissions,
 * not the roles; there are none while a step of signing in is still to be taken.
 */
public final class Account implements UserDetails, CredentialsContainer {

	private static final long serialVersionUID = 1;

	private final UserId id;

	private final String username;

	private final String fullName;

	private final List<Grant> grants;

	private final boolean enabled;

	private final @Nullable EntryStep step;

	private @Nullable String passwordHash;

	public Account(UserId id, String username, String fullName, @Nullable String passwordHash, List<Grant> grants,
			boolean enabled, @Nullable EntryStep step) {
		this.id = id;
		this.username = username;
		this.fullName = fullName;
		this.passwordHash = passwordHash;
		this.grants = List.copyOf(grants);
		this.enabled = enabled;
		this.step = step;
	}

	public UserId id() {
		return this.id;
	}

	public String fullName() {
		return this.fullName;
	}

	public List<Grant> grants() {
		return this.grants;
	}

	/** What still has to be done before working; null when nothing. */
	public @Nullable EntryStep step() {
		return this.step;
	}

	public boolean may(Permission permission) {
		return this.step == null && this.grants.stream().anyMatch((grant) -> grant.role().may(permission));
	}

	/**
	 * Whether all that is seen by one permission may be used by another: a right of
	 * another place is none here.
	 */
	public boolean mayWherever(Permission sees, Permission wanted) {
		return this.grants.stream()
			.filter((grant) -> grant.role().may(sees))
			.allMatch((grant) -> grant.role().may(wanted));
	}

	/**
	 * What is held on a unit: the permissions of the grants that reach it, and of no
	 * other.
	 * @param line the unit and all above it
	 */
	public Set<Permission> permissionsAt(Collection<Unit> line) {
		Set<Long> reached = line.stream().map(Unit::id).collect(Collectors.toSet());
		Set<Permission> held = EnumSet.noneOf(Permission.class);
		this.grants.stream()
			.filter((grant) -> this.step == null && reached.contains(grant.unit().id()))
			.forEach((grant) -> Stream.of(Permission.values()).filter(grant.role()::may).forEach(held::add));
		return held;
	}

	/**
	 * The units on which the permission is held; it reaches all below them. Empty means
	 * nowhere.
	 */
	public List<Unit> scope(Permission permission) {
		return this.grants.stream()
			.filter((grant) -> this.step == null && grant.role().may(permission))
			.map(Grant::unit)
			.distinct()
			.toList();
	}

	/**
	 * {@link #scope} as ids for a query; never empty, so that no query loses its
	 * condition.
	 */
	public List<Long> scopeIds(Permission permission) {
		List<Long> ids = scope(permission).stream().map(Unit::id).toList();
		return ids.isEmpty() ? List.of(-1L) : ids;
	}

	/**
	 * The unit whose page opens first: the highest one on which the permission is held.
	 */
	public @Nullable Unit home(Permission permission) {
		return scope(permission).stream().min(Comparator.comparing(Unit::level)).orElse(null);
	}

	/** Whether the permission is held over a whole province. */
	public boolean seesProvince(Permission permission) {
		return scope(permission).stream().anyMatch((unit) -> unit.level().compareTo(UnitKind.Level.PROVINCE) <= 0);
	}

	@Override
	public Collection<? extends GrantedAuthority> getAuthorities() {
		return Stream.of(Permission.values())
			.filter(this::may)
			.map((it) -> new SimpleGrantedAuthority(it.name()))
			.toList();
	}

	@Override
	public @Nullable String getPassword() {
		return this.passwordHash;
	}

	@Override
	public String getUsername() {
		return this.username;
	}

	@Override
	public boolean isEnabled() {
		return this.enabled;
	}

	@Override
	public void eraseCredentials() {
		this.passwordHash = null;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Account account && account.id.equals(this.id);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	@Override
	public String toString() {
		return this.username;
	}

}
