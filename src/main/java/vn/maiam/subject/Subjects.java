package vn.maiam.subject;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

import vn.maiam.shared.NotFound;
import vn.maiam.shared.SubjectAccess;
import vn.maiam.shared.SubjectCard;
import vn.maiam.shared.SubjectPanel;
import vn.maiam.shared.SubjectRef;

/** Asks each module about its own things. */
@Component
@Transactional(readOnly = true)
public class Subjects {

	/** Modules ask each other through here, so they are gathered once all are there. */
	private final Supplier<Map<String, SubjectAccess>> byKind;

	private final Supplier<List<SubjectPanel>> panels;

	Subjects(ObjectProvider<SubjectAccess> modules, ObjectProvider<SubjectPanel> panels) {
		this.byKind = SingletonSupplier
			.of(() -> modules.stream().collect(Collectors.toMap(SubjectAccess::kind, Function.identity())));
		this.panels = SingletonSupplier.of(() -> panels.stream().toList());
	}

	/** The cards of those that the person present may see, one query a kind. */
	public Map<SubjectRef, SubjectCard> cards(Collection<SubjectRef> subjects) {
		Map<SubjectRef, SubjectCard> cards = new HashMap<>();
		subjects.stream()
			.distinct()
			.collect(Collectors.groupingBy(SubjectRef::kind, Collectors.mapping(SubjectRef::id, Collectors.toList())))
			.forEach((kind, ids) -> {
				SubjectAccess module = this.byKind.get().get(kind);
				if (module != null) {
					module.cards(ids).forEach((card) -> cards.put(card.subject(), card));
				}
			});
		return cards;
	}

	public Optional<SubjectCard> card(SubjectRef subject) {
		return Optional.ofNullable(cards(List.of(subject)).get(subject));
	}

	/** The card; 404 when there is no such thing for the person present. */
	public SubjectCard require(SubjectRef subject) {
		return card(subject).orElseThrow(() -> new NotFound(subject.toString()));
	}

	/** The boxes that other modules hang on a thing's page. */
	public List<SubjectPanel.Box> panels(String kind, String id) {
		@Nullable SubjectCard card = card(new SubjectRef(kind, id)).orElse(null);
		if (card == null) {
			return List.of();
		}
		return this.panels.get()
			.stream()
			.flatMap((panel) -> panel.on(card).stream())
			.sorted(Comparator.comparingInt(SubjectPanel.Box::order))
			.toList();
	}

	/** The best finds of one kind; none for a kind that nobody knows. */
	public List<SubjectCard> search(String kind, String words, int most) {
		SubjectAccess module = this.byKind.get().get(kind);
		return (module != null) ? module.search(words, most) : List.of();
	}

}
