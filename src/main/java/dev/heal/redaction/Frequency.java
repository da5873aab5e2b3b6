package dev.heal.redaction;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * How often bytes occur in logs, roughly, so that rules are triggered by their rarest
 * bytes.
 */
final class Frequency {

	private static final String COMMON_FIRST = "e taoinrsl0dc1m.2p-u3gh54:/689f7b\"v_yw,=k[](){}x'jzq";

	private static final Set<String> COMMON_GRAMS = Set.copyOf(Arrays
		.asList("""
				inf nfo ion tio con ing mai ain sta ser err ent get ter ile rro ror int app erv ava ect com eve jav ase tor bas
				ess led ver tim nte ime ate ati vel lev ted est and lin ine ode nne onn der art pro rea que cep rve cti pat tra
				ept han htt ttp run fil che tem sto tar ste not age api ame lib ore onf ead tin ach ath for equ act req nec cto
				ail ock ues pti ers ort tal cor acc rin cat mes cce ces ata qui odu par use ack mpl rat cal cme por ord acm nod
				dle unt nfi tat ndl ice fig arn exc ble ini abl iqu iba uib nti liq rde xce log ext nal mod oin red dis msg ule
				ist war dat try str dul ont tes ith loa all ali ope oad ork she pri res the ost alt ite rce poi val hed ntr nam
				pac uti usr one tex wit fai ker wor ind ern ere met ems rac ota ust cod org sag ner omp rna svc rec ssa nde ete
				ref sco loc tch tho ina atu ler mer hea nit cke cha ery imp deb ons rvi out tus til ten tab men nov vic rom arc
				cel etc emp tom unc jar thr eal pte ory lic ret nin src atc ass ann lth iti oun min ica ram ang ive set ebu bug
				toc ook les sio rse quo rti rep end epo ars ote lle fin per rke eco elf ome sed fro boo oot pla yte pli tte syn
				chi hre byt def let ppl ned car roc ded ple ved amp ean ber ges too mbe ryp oke
				nag bir kag cka cli apa lab sen oca ins roo urc spo cur ket niz reb bil tru cul nts ron ful atu bas isc sig
				tud igh bou sch ckb bac ink icr ckv cap typ sho fac nab spl aut adm pag fra ord tom cus acc lla"""
			.split("\\s+")));

	private Frequency() {
	}

	static double of(int value) {
		int rank = COMMON_FIRST.indexOf(Character.toLowerCase(value));
		return (rank >= 0) ? 1.0 / (2 + rank) : 0.01;
	}

	static double ofAny(ByteClass set) {
		double sum = 0;
		for (int value = 0; value < 128; value++) {
			sum += set.has(value) ? of(value) : 0;
		}
		return sum;
	}

	static double ofGram(byte[] text, int at) {
		String gram = new String(text, at, 3, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
		double frequency = of(text[at]) * of(text[at + 1]) * of(text[at + 2]);
		return COMMON_GRAMS.contains(gram) ? 20 * frequency : frequency;
	}

}
