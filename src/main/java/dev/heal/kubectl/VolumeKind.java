package dev.heal.kubectl;

/**
 * The kinds of volumes, in the order in which kubectl looks for them, and how each is
 * described; some go on with what {@link VolumeDescription} knows.
 */
enum VolumeKind {

	HOST_PATH("hostPath", """
			Type:\tHostPath (bare host directory volume)
			Path:\t{path}
			HostPathType:\t{type:<none>}
			"""), EMPTY_DIR("emptyDir", """
			Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)
			Medium:\t{medium}
			SizeLimit:\t{sizeLimit:<unset>|size}
			"""), GCE_PERSISTENT_DISK("gcePersistentDisk", """
			Type:\tGCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)
			PDName:\t{pdName}
			FSType:\t{fsType}
			Partition:\t{partition:0}
			ReadOnly:\t{readOnly:false}
			"""), AWS_ELASTIC_BLOCK_STORE("awsElasticBlockStore", """
			Type:\tAWSElasticBlockStore (a Persistent Disk resource in AWS)
			VolumeID:\t{volumeID}
			FSType:\t{fsType}
			Partition:\t{partition:0}
			ReadOnly:\t{readOnly:false}
			"""), GIT_REPO("gitRepo", """
			Type:\tGitRepo (a volume that is pulled from git when the pod is created)
			Repository:\t{repository}
			Revision:\t{revision}
			"""), SECRET("secret", """
			Type:\tSecret (a volume populated by a Secret)
			SecretName:\t{secretName}
			Optional:\t{optional:false}
			"""), CONFIG_MAP("configMap", """
			Type:\tConfigMap (a volume populated by a ConfigMap)
			Name:\t{name}
			Optional:\t{optional:false}
			"""), NFS("nfs", """
			Type:\tNFS (an NFS mount that lasts the lifetime of a pod)
			Server:\t{server}
			Path:\t{path}
			ReadOnly:\t{readOnly:false}
			"""),
	ISCSI("iscsi",
			"""
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
					"""),
	GLUSTERFS("glusterfs", """
			Type:\tGlusterfs (a Glusterfs mount on the host that shares a pod's lifetime)
			EndpointsName:\t{endpoints}
			Path:\t{path}
			ReadOnly:\t{readOnly:false}
			"""), PERSISTENT_VOLUME_CLAIM("persistentVolumeClaim", """
			Type:\tPersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)
			ClaimName:\t{claimName}
			ReadOnly:\t{readOnly:false}
			"""), EPHEMERAL("ephemeral", """
			Type:\tEphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)
			"""), RBD("rbd", """
			Type:\tRBD (a Rados Block Device mount on the host that shares a pod's lifetime)
			CephMonitors:\t{monitors:[]|list}
			RBDImage:\t{image}
			FSType:\t{fsType}
			RBDPool:\t{pool}
			RadosUser:\t{user}
			Keyring:\t{keyring}
			SecretRef:\t{secretRef:nil|reference}
			ReadOnly:\t{readOnly:false}
			"""), QUOBYTE("quobyte", """
			Type:\tQuobyte (a Quobyte mount on the host that shares a pod's lifetime)
			Registry:\t{registry}
			Volume:\t{volume}
			ReadOnly:\t{readOnly:false}
			"""), DOWNWARD_API("downwardAPI", """
			Type:\tDownwardAPI (a volume populated by information about the pod)
			Items:
			"""), AZURE_DISK("azureDisk", """
			Type:\tAzureDisk (an Azure Data Disk mount on the host and bind mount to the pod)
			DiskName:\t{diskName}
			DiskURI:\t{diskURI}
			Kind: \t{kind}
			FSType:\t{fsType}
			CachingMode:\t{cachingMode}
			ReadOnly:\t{readOnly:false}
			"""), VSPHERE_VOLUME("vsphereVolume", """
			Type:\tvSphereVolume (a Persistent Disk resource in vSphere)
			VolumePath:\t{volumePath}
			FSType:\t{fsType}
			StoragePolicyName:\t{storagePolicyName}
			"""), CINDER("cinder", """
			Type:\tCinder (a Persistent Disk resource in OpenStack)
			VolumeID:\t{volumeID}
			FSType:\t{fsType}
			ReadOnly:\t{readOnly:false}
			SecretRef:\t{secretRef:nil|reference}
			"""), PHOTON_PERSISTENT_DISK("photonPersistentDisk", """
			Type:\tPhotonPersistentDisk (a Persistent Disk resource in photon platform)
			PdID:\t{pdID}
			FSType:\t{fsType}
			"""), PORTWORX_VOLUME("portworxVolume", """
			Type:\tPortworxVolume (a Portworx Volume resource)
			VolumeID:\t{volumeID}
			"""), SCALE_IO("scaleIO", """
			Type:\tScaleIO (a persistent volume backed by a block device in ScaleIO)
			Gateway:\t{gateway}
			System:\t{system}
			Protection Domain:\t{protectionDomain}
			Storage Pool:\t{storagePool}
			Storage Mode:\t{storageMode}
			VolumeName:\t{volumeName}
			FSType:\t{fsType}
			ReadOnly:\t{readOnly:false}
			"""), CEPH_FS("cephfs", """
			Type:\tCephFS (a CephFS mount on the host that shares a pod's lifetime)
			Monitors:\t{monitors:[]|list}
			Path:\t{path}
			User:\t{user}
			SecretFile:\t{secretFile}
			SecretRef:\t{secretRef:nil|reference}
			ReadOnly:\t{readOnly:false}
			"""), STORAGE_OS("storageos", """
			Type:\tStorageOS (a StorageOS Persistent Disk resource)
			VolumeName:\t{volumeName}
			VolumeNamespace:\t{volumeNamespace}
			FSType:\t{fsType}
			ReadOnly:\t{readOnly:false}
			"""), FC("fc", """
			Type:\tFC (a Fibre Channel disk)
			TargetWWNs:\t{targetWWNs|joined}
			LUN:\t{lun:<none>}
			FSType:\t{fsType}
			ReadOnly:\t{readOnly:false}
			"""), AZURE_FILE("azureFile", """
			Type:\tAzureFile (an Azure File Service mount on the host and bind mount to the pod)
			SecretName:\t{secretName}
			ShareName:\t{shareName}
			ReadOnly:\t{readOnly:false}
			"""), FLEX_VOLUME("flexVolume", """
			Type:\tFlexVolume (a generic volume resource that is provisioned/attached using an exec based plugin)
			Driver:\t{driver}
			FSType:\t{fsType}
			SecretRef:\t{secretRef:nil|reference}
			ReadOnly:\t{readOnly:false}
			Options:\t{options:map[]|map}
			"""), FLOCKER("flocker", """
			Type:\tFlocker (a Flocker volume mounted by the Flocker agent)
			DatasetName:\t{datasetName}
			DatasetUUID:\t{datasetUUID}
			"""), PROJECTED("projected", """
			Type:\tProjected (a volume that contains injected data from multiple sources)
			"""), CSI("csi", """
			Type:\tCSI (a Container Storage Interface (CSI) volume source)
			Driver:\t{driver}
			FSType:\t{fsType}
			ReadOnly:\t{readOnly:false}
			"""), IMAGE("image", """
			Type:\tImage (a container image or OCI artifact)
			Reference:\t{reference}
			PullPolicy:\t{pullPolicy}
			""");

	private final String field;

	private final Layout layout;

	VolumeKind(String field, String layout) {
		this.field = field;
		this.layout = Layout.of(layout);
	}

	String field() {
		return this.field;
	}

	Layout layout() {
		return this.layout;
	}

}
