package dev.heal.leadership;

import java.util.function.Consumer;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import org.jspecify.annotations.Nullable;

/**
 * A lock that notes in the term when it was renewed: the time before the request, as the
 * others may have seen it any moment after that.
 *
 * @param lock the lock
 * @param term the term
 * @param holder is told who holds it
 */
record NotedLock(Lock lock, Term term, Consumer<String> holder) implements Lock {

	@Override
	public @Nullable LeaderElectionRecord get(KubernetesClient client) {
		LeaderElectionRecord record = this.lock.get(client);
		if (record != null && record.getHolderIdentity() != null) {
			this.holder.accept(record.getHolderIdentity());
		}
		return record;
	}

	@Override
	public void create(KubernetesClient client, LeaderElectionRecord record) {
		long asked = System.nanoTime();
		this.lock.create(client, record);
		note(record, asked);
	}

	@Override
	public void update(KubernetesClient client, LeaderElectionRecord record) {
		if (record.getHolderIdentity() == null) {
			this.lock.update(client, free(record));
			return;
		}
		long asked = System.nanoTime();
		this.lock.update(client, record);
		note(record, asked);
	}

	// a patch that says nothing of the holder leaves it as it is
	private static LeaderElectionRecord free(LeaderElectionRecord record) {
		return new LeaderElectionRecord("", record.getLeaseDuration(), record.getAcquireTime(), record.getRenewTime(),
				record.getLeaderTransitions());
	}

	private void note(LeaderElectionRecord record, long asked) {
		if (identity().equals(record.getHolderIdentity())) {
			this.term.renewed(asked);
		}
	}

	@Override
	public String identity() {
		return this.lock.identity();
	}

	@Override
	public String describe() {
		return this.lock.describe();
	}

}
