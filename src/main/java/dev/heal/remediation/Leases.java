package dev.heal.remediation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.heal.coderun.CodeRun;
import dev.heal.coderun.CodeRunRefusedException;
import dev.heal.coderun.CodeRuns;

/**
 * Decides between several Heals who acts. A lease that nobody gave back, because its
 * holder was killed, is taken over when it has run out.
 */
@Component
class Leases {

	private static final List<Integer> LOST_RACE = List.of(404, 409);

	private final KubernetesClient client;

	private final CodeRuns codeRuns;

	private final Clock clock;

	private final String identity = UUID.randomUUID().toString();

	Leases(KubernetesClient client, CodeRuns codeRuns, Clock clock) {
		this.client = client;
		this.codeRuns = codeRuns;
		this.clock = clock;
	}

	/**
	 * Waits for a lease.
	 * @param name its name
	 * @return the lease, to be given back
	 * @throws CodeRunRefusedException if it cannot be had
	 */
	Held acquire(String name) {
		long deadline = System.nanoTime() + Delays.LEASE_WAIT.toNanos();
		do {
			long asked = System.nanoTime();
			Lease lease = tryAcquire(name);
			if (lease != null) {
				return new Held(lease, asked);
			}
			sleep();
		}
		while (System.nanoTime() < deadline);
		throw new CodeRunRefusedException("Another Heal holds the lease " + name, true);
	}

	private @Nullable Lease tryAcquire(String name) {
		try {
			Lease present = lease(name).get();
			if (present == null) {
				return resource(new LeaseBuilder().withNewMetadata()
					.withName(name)
					.endMetadata()
					.withSpec(spec(this.identity))
					.build()).create();
			}
			return free(present.getSpec()) ? replace(present, this.identity) : null;
		}
		catch (KubernetesClientException ex) {
			if (LOST_RACE.contains(ex.getCode())) {
				return null;
			}
			throw CodeRunRefusedException.of(ex);
		}
	}

	private boolean free(@Nullable LeaseSpec spec) {
		if (spec == null || spec.getHolderIdentity() == null || spec.getHolderIdentity().isEmpty()
				|| spec.getRenewTime() == null) {
			return true;
		}
		Instant end = spec.getRenewTime().toInstant().plus(Delays.LEASE);
		return end.isBefore(this.clock.instant());
	}

	private Lease replace(Lease lease, String holder) {
		return resource(new LeaseBuilder(lease).withSpec(spec(holder)).build()).update();
	}

	private LeaseSpec spec(String holder) {
		return new LeaseSpecBuilder().withHolderIdentity(holder)
			.withLeaseDurationSeconds((int) Delays.LEASE.toSeconds())
			.withRenewTime(ZonedDateTime.ofInstant(this.clock.instant(), ZoneOffset.UTC))
			.build();
	}

	private Resource<Lease> lease(String name) {
		return this.client.leases().inNamespace(this.codeRuns.namespace()).withName(name);
	}

	private Resource<Lease> resource(Lease lease) {
		return this.client.leases().inNamespace(this.codeRuns.namespace()).resource(lease);
	}

	private static void sleep() {
		try {
			Thread.sleep(Delays.LEASE_PAUSE);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new CodeRunRefusedException("Interrupted while waiting for a lease", true);
		}
	}

	/**
	 * A lease that this Heal holds.
	 */
	final class Held implements AutoCloseable {

		private final Lease lease;

		private final long since;

		private @Nullable CodeRun owner;

		private Held(Lease lease, long since) {
			this.lease = lease;
			this.since = since;
		}

		/**
		 * Makes sure that enough of it is left for one request.
		 */
		void check() {
			if (System.nanoTime() - this.since > Delays.LEASE.dividedBy(3).toNanos()) {
				throw new CodeRunRefusedException("The lease " + this.lease.getMetadata().getName() + " ran out", true);
			}
		}

		/**
		 * Lets the lease go when its CodeRun is deleted.
		 * @param run the CodeRun
		 */
		void belongsTo(CodeRun run) {
			this.owner = run;
		}

		@Override
		public void close() {
			try {
				replace(owned(), "");
			}
			catch (KubernetesClientException ex) {
				// it runs out by itself
			}
		}

		private Lease owned() {
			CodeRun run = this.owner;
			if (run == null) {
				return this.lease;
			}
			return new LeaseBuilder(this.lease).withMetadata(new ObjectMetaBuilder(this.lease.getMetadata())
				.withOwnerReferences(new OwnerReferenceBuilder().withApiVersion(run.getApiVersion())
					.withKind(run.getKind())
					.withName(run.name())
					.withUid(run.getMetadata().getUid())
					.build())
				.build()).build();
		}

	}

}
