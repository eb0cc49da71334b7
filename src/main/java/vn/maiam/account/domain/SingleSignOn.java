package vn.maiam.account.domain;

import java.util.Locale;

import org.springframework.security.authentication.DisabledException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * Sign-in at the province's own issuer (OpenID Connect), switched on by
 * {@code spring.security.oauth2.client} settings. The claim that the provider's
 * {@code user-name-attribute} names must be a user name here: the issuer says who comes,
 * this application says what they may do. A second factor is asked here as of everybody.
 */
@Component
class SingleSignOn implements OAuth2UserService<OidcUserRequest, OidcUser> {

	private final OidcUserService issuer = new OidcUserService();

	private final AccountReader accounts;

	SingleSignOn(AccountReader accounts) {
		this.accounts = accounts;
	}

	@Override
	public OidcUser loadUser(OidcUserRequest request) {
		OidcUser user = this.issuer.loadUser(request);
		String name = user.getName();
		AccountReader.Present account = this.accounts.find(name)
			.filter((it) -> it.username().equals(name.toLowerCase(Locale.ROOT)) && it.username().equals(name))
			.orElseThrow(
					() -> new OAuth2AuthenticationException(new OAuth2Error("unknown_account"), "no such account"));
		if (account.locked()) {
			throw new DisabledException("locked by an administrator");
		}
		return user;
	}

}
