package dev.heal.evidence;

import java.util.List;

/**
 * Is told of recorded ends.
 */
@FunctionalInterface
public interface EndingListener {

	/**
	 * A container's end was recorded.
	 * @param namespace the pod's namespace
	 * @param pod the pod's name
	 * @param uid the pod's UID
	 * @param endings all that is recorded of this pod, the oldest first
	 */
	void onEnding(String namespace, String pod, String uid, List<RecordedEnd> endings);

}
