package dev.heal.kubectl;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A kind of volume, and how it is described; some kinds go on with what
 * {@link VolumeDescription} knows.
 *
 * @param field the field of a volume that makes it one of this kind
 * @param layout the first lines of its description
 */
record VolumeKind(String field, Layout layout) {

	private static final String LAYOUTS = """
			hostPath
			Type:\tHostPath (bare host directory volume)
			Path:\t{path}
			HostPathType:\t{type:<none>}

			emptyDir
			Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)
			Medium:\t{medium}
			SizeLimit:\t{sizeLimit:<unset>|size}

			gcePersistentDisk
			Type:\tGCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)
			PDName:\t{pdName}
			FSType:\t{fsType}
			Partition:\t{partition:0}
			ReadOnly:\t{readOnly:false}

			awsElasticBlockStore
			Type:\tAWSElasticBlockStore (a Persistent Disk resource in AWS)
			VolumeID:\t{volumeID}
			FSType:\t{fsType}
			Partition:\t{partition:0}
			ReadOnly:\t{readOnly:false}

			gitRepo
			Type:\tGitRepo (a volume that is pulled from git when the pod is created)
			Repository:\t{repository}
			Revision:\t{revision}

			secret
			Type:\tSecret (a volume populated by a Secret)
			SecretName:\t{secretName}
			Optional:\t{optional:false}

			configMap
			Type:\tConfigMap (a volume populated by a ConfigMap)
			Name:\t{name}
			Optional:\t{optional:false}

			nfs
			Type:\tNFS (an NFS mount that lasts the lifetime of a pod)
			Server:\t{server}
			Path:\t{path}
			ReadOnly:\t{readOnly:false}

			iscsi
			Type:\tISCSI (an ISCSI Disk resource that is attached to a kubelet's host machine and then exposed to the pod)
			TargetPortal:\t{targetPortal}
			IQN:\t{iqn}
			Lun:\t{lun:0}
			ISCSIInterface\t{iscsiInterface}
			FSType:\t{fsType}
			ReadOnly:\t{readOnly:false}
			Portals:\t{portals:[]|list}
			DiscoveryCHAPAuth:\t{chapAuthDiscovery:false}
			SessionCHAPAuth:\t{chapAuthSession:false}
			SecretRef:\t{secretRef:nil|reference}
			InitiatorName:\t{initiatorName:<none>}

			glusterfs
			Type:\tGlusterfs (a Glusterfs mount on the host that shares a pod's lifetime)
			EndpointsName:\t{endpoints}
			Path:\t{path}
			ReadOnly:\t{readOnly:false}

			persistentVolumeClaim
			Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)
			ClaimName:\t{claimName}
			ReadOnly:\t{readOnly:false}

			ephemeral
			Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)

			rbd
			Type:\tRBD (a Rados Block Device mount on the host that shares a pod's lifetime)
			CephMonitors:\t{monitors:[]|list}
			RBDImage:\t{image}
			FSType:\t{fsType}
			RBDPool:\t{pool}
			RadosUser:\t{user}
			Keyring:\t{keyring}
			SecretRef:\t{secretRef:nil|reference}
			ReadOnly:\t{readOnly:false}

			quobyte
			Type:\tQuobyte (a Quobyte mount on the host that shares a pod's lifetime)
			Registry:\t{registry}
			Volume:\t{volume}
			ReadOnly:\t{readOnly:false}

			downwardAPI
			Type:\tDownwardAPI (a volume populated by information about the pod)
			Items:

			azureDisk
			Type:\tAzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)
			DiskName:\t{diskName}
			DiskURI:\t{diskURI}
			Kind: \t{kind}
			FSType:\t{fsType}
			CachingMode:\t{cachingMode}
			ReadOnly:\t{readOnly:false}

			vsphereVolume
			Type:\tvSphereVolume (a Persistent Disk resource in vSphere)
			VolumePath:\t{volumePath}
			FSType:\t{fsType}
			StoragePolicyName:\t{storagePolicyName}

			cinder
			Type:\tCinder (a Persistent Disk resource in OpenStack)
			VolumeID:\t{volumeID}
			FSType:\t{fsType}
			ReadOnly:\t{readOnly:false}
			SecretRef:\t{secretRef:nil|reference}

			photonPersistentDisk
			Type:\tPhotonPersistentDisk (a Persistent Disk resource in photon platform)
			PdID:\t{pdID}
			FSType:\t{fsType}

			portworxVolume
			Type:\tPortworxVolume (a Portworx Volume resource)
			VolumeID:\t{volumeID}

			scaleIO
			Type:\tScaleIO (a persistent volume backed by a block device in ScaleIO)
			Gateway:\t{gateway}
			System:\t{system}
			Protection Domain:\t{protectionDomain}
			Storage Pool:\t{storagePool}
			Storage Mode:\t{storageMode}
			VolumeName:\t{volumeName}
			FSType:\t{fsType}
			ReadOnly:\t{readOnly:false}

			cephfs
			Type:\tCephFS (a CephFS mount on the host that shares a pod's lifetime)
			Monitors:\t{monitors:[]|list}
			Path:\t{path}
			User:\t{user}
			SecretFile:\t{secretFile}
			SecretRef:\t{secretRef:nil|reference}
			ReadOnly:\t{readOnly:false}

			storageos
			Type:\tStorageOS (a StorageOS Persistent Disk resource)
			VolumeName:\t{volumeName}
			VolumeNamespace:\t{volumeNamespace}
			FSType:\t{fsType}
			ReadOnly:\t{readOnly:false}

			fc
			Type:\tFC (a Fibre Channel disk)
			TargetWWNs:\t{targetWWNs|joined}
			LUN:\t{lun:<none>}
			FSType:\t{fsType}
			ReadOnly:\t{readOnly:false}

			azureFile
			Type:\tAzureFile (an Azure File Service mount on the host and bind mount to the pod)
			SecretName:\t{secretName}
			ShareName:\t{shareName}
			ReadOnly:\t{readOnly:false}

			flexVolume
			Type:\tFlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)
			Driver:\t{driver}
			FSType:\t{fsType}
			SecretRef:\t{secretRef:nil|reference}
			ReadOnly:\t{readOnly:false}
			Options:\t{options:map[]|map}

			flocker
			Type:\tFlocker (a Flocker volume mounted by the Flocker agent)
			DatasetName:\t{datasetName}
			DatasetUUID:\t{datasetUUID}

			projected
			Type:\tProjected (a volume that contains injected data from multiple sources)

			csi
			Type:\tCSI (a Container Storage Interface (CSI) volume source)
			Driver:\t{driver}
			FSType:\t{fsType}
			ReadOnly:\t{readOnly:false}

			image
			Type:\tImage (a container image or OCI artifact)
			Reference:\t{reference}
			PullPolicy:\t{pullPolicy}
			""";

	/**
	 * All kinds, in the order in which kubectl looks for them.
	 */
	static final List<VolumeKind> ALL = Pattern.compile("\n\n").splitAsStream(LAYOUTS).map(VolumeKind::of).toList();

	private static VolumeKind of(String section) {
		String[] parts = section.split("\n", 2);
		return new VolumeKind(parts[0], Layout.of(parts[1]));
	}

}
