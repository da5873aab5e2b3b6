package dev.heal.analysis.around;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

import dev.heal.analysis.objects.ClusterObjects;
import dev.heal.analysis.objects.KubeObject;

/**
 * Who calls which Service of the cluster, as far as the settings of workloads tell.
 */
final class Calls {

	private Calls() {
	}

	static List<Call> of(ClusterObjects objects) {
		Map<String, Call> calls = new LinkedHashMap<>();
		objects.makers().flatMap((maker) -> of(maker, objects)).forEach((call) -> calls.putIfAbsent(call.key(), call));
		return List.copyOf(calls.values());
	}

	/**
	 * Returns what a workload calls.
	 * @param maker the workload
	 * @param objects the objects
	 * @return its calls
	 */
	static Stream<Call> of(KubeObject maker, ClusterObjects objects) {
		return Settings.of(maker, objects).flatMap((setting) -> setting.addresses().flatMap((address) -> {
			ServiceName name = ServiceName.of(address.host(), maker.namespace(), objects);
			return (name != null) ? Stream.of(new Call(maker, setting, address, name)) : Stream.empty();
		}));
	}

	/**
	 * One call.
	 *
	 * @param caller the workload that calls
	 * @param setting where its address stands
	 * @param address the address
	 * @param callee the name of the Service
	 */
	record Call(KubeObject caller, Setting setting, Setting.Address address, ServiceName callee) {

		Optional<KubeObject> service(ClusterObjects objects) {
			return objects.find("Service", this.callee.namespace(), this.callee.service());
		}

		boolean isTo(KubeObject service) {
			return this.callee.equals(new ServiceName(service.name(), service.namespace()));
		}

		OptionalInt port() {
			return this.address.port();
		}

		String key() {
			return this.caller.key() + " " + this.address;
		}

	}

}
