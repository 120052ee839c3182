<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
    <context>
        <name>Problems</name>
        <message numerus="yes">
            <source>%n camera(s) covered or moved</source>
            <translation>
                <numerusform>%n camera covered or moved</numerusform>
                <numerusform>%n cameras covered or moved</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n camera(s) not live</source>
            <translation>
                <numerusform>%n camera not live</numerusform>
                <numerusform>%n cameras not live</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n channel(s) not proven</source>
            <translation>
                <numerusform>%n channel not proven</numerusform>
                <numerusform>%n channels not proven</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) failed</source>
            <translation>
                <numerusform>%n message failed</numerusform>
                <numerusform>%n messages failed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n message(s) waiting</source>
            <translation>
                <numerusform>%n message waiting</numerusform>
                <numerusform>%n messages waiting</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n post(s) short of people now</source>
            <translation>
                <numerusform>%n post short of people now</numerusform>
                <numerusform>%n posts short of people now</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n gap(s) in the roster</source>
            <translation>
                <numerusform>%n gap in the roster</numerusform>
                <numerusform>%n gaps in the roster</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n conflict(s) in the roster</source>
            <translation>
                <numerusform>%n conflict in the roster</numerusform>
                <numerusform>%n conflicts in the roster</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OptionsField</name>
        <message numerus="yes">
            <source>%n zone(s)</source>
            <translation>
                <numerusform>%n zone</numerusform>
                <numerusform>%n zones</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RosterEntryWords</name>
        <message numerus="yes">
            <source>, %n minute(s) late</source>
            <translation>
                <numerusform>, %n minute late</numerusform>
                <numerusform>, %n minutes late</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>, %n minute(s) early</source>
            <translation>
                <numerusform>, %n minute early</numerusform>
                <numerusform>, %n minutes early</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FindingWords</name>
        <message numerus="yes">
            <source>nobody, %n needed</source>
            <translation>
                <numerusform>nobody, %n needed</numerusform>
                <numerusform>nobody, %n needed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MonthPage</name>
        <message numerus="yes">
            <source>Wrong: %n</source>
            <translation>
                <numerusform>Wrong: %n</numerusform>
                <numerusform>Wrong: %n</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>MonthPicture</name>
        <message numerus="yes">
            <source>%n missing</source>
            <translation>
                <numerusform>%n missing</numerusform>
                <numerusform>%n missing</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OnDutyPage</name>
        <message numerus="yes">
            <source>%n thing(s) wrong in the coming 31 days</source>
            <translation>
                <numerusform>1 thing wrong in the coming 31 days</numerusform>
                <numerusform>%n things wrong in the coming 31 days</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Proposal</name>
        <message numerus="yes">
            <source>%n place(s) open</source>
            <translation>
                <numerusform>%n place open</numerusform>
                <numerusform>%n places open</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Drafted; %n rule(s) not kept, listed below. Undo brings the former draft back.</source>
            <translation>
                <numerusform>Drafted; %n rule not kept, listed below. Undo brings the former draft back.</numerusform>
                <numerusform>Drafted; %n rules not kept, listed below. Undo brings the former draft back.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ImportPanel</name>
        <message numerus="yes">
            <source>%n duty(s) found in {file}.</source>
            <translation>
                <numerusform>%n duty found in {file}.</numerusform>
                <numerusform>%n duties found in {file}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n cell(s) not understood: nothing is taken over before all are.</source>
            <translation>
                <numerusform>%n cell not understood: nothing is taken over before it is.</numerusform>
                <numerusform>%n cells not understood: nothing is taken over before all are.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n duty(s) taken over. Undo brings back what was there.</source>
            <translation>
                <numerusform>%n duty taken over. Undo brings back what was there.</numerusform>
                <numerusform>%n duties taken over. Undo brings back what was there.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hidden row(s) or column(s) left out.</source>
            <translation>
                <numerusform>One hidden row or column left out.</numerusform>
                <numerusform>%n hidden rows or columns left out.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>HandoverEntryWords</name>
        <message numerus="yes">
            <source>, %n point(s) not confirmed</source>
            <translation>
                <numerusform>, %n point not confirmed</numerusform>
                <numerusform>, %n points not confirmed</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>, %n difference(s) in the list</source>
            <translation>
                <numerusform>, %n difference in the list</numerusform>
                <numerusform>, %n differences in the list</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>EarlierPage</name>
        <message numerus="yes">
            <source>{time}, %n minute(s) late</source>
            <translation>
                <numerusform>{time}, %n minute late</numerusform>
                <numerusform>{time}, %n minutes late</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>HandoverHead</name>
        <message numerus="yes">
            <source>due {time}, %n minute(s) late</source>
            <translation>
                <numerusform>due {time}, %n minute late</numerusform>
                <numerusform>due {time}, %n minutes late</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>due {time}, in %n minute(s)</source>
            <translation>
                <numerusform>due {time}, in %n minute</numerusform>
                <numerusform>due {time}, in %n minutes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>HandoverFoot</name>
        <message numerus="yes">
            <source>%n thing(s) still to be counted</source>
            <translation>
                <numerusform>%n thing still to be counted</numerusform>
                <numerusform>%n things still to be counted</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) not checked: they stay open</source>
            <translation>
                <numerusform>%n row not checked: it stays open</numerusform>
                <numerusform>%n rows not checked: they stay open</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s) not confirmed</source>
            <translation>
                <numerusform>%n row not confirmed</numerusform>
                <numerusform>%n rows not confirmed</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>OfferWords</name>
        <message numerus="yes">
            <source>%n entry(s) lost</source>
            <translation>
                <numerusform>%n entry lost</numerusform>
                <numerusform>%n entries lost</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n entry(s) of the log, the last ones, are lost: neither the backup nor anything beside it has them.</source>
            <translation>
                <numerusform>The last entry of the log is lost: neither the backup nor anything beside it has it.</numerusform>
                <numerusform>The last %n entries of the log are lost: neither the backup nor anything beside it has them.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FairnessChart</name>
        <message numerus="yes">
            <source>with %n month(s) before</source>
            <translation>
                <numerusform>with the month before</numerusform>
                <numerusform>with the %n months before</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>RecordingPage</name>
        <message numerus="yes">
            <source>%n camera(s) are being recorded</source>
            <translation>
                <numerusform>%n camera is being recorded</numerusform>
                <numerusform>%n cameras are being recorded</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) at the present rate, then the oldest go</source>
            <translation>
                <numerusform>%n day at the present rate, then the oldest go</numerusform>
                <numerusform>%n days at the present rate, then the oldest go</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n file(s) have gone from the disk</source>
            <translation>
                <numerusform>%n file has gone from the disk</numerusform>
                <numerusform>%n files have gone from the disk</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>BackupSentences</name>
        <message numerus="yes">
            <source>%n entry(s) lost</source>
            <translation>
                <numerusform>%n entry lost</numerusform>
                <numerusform>%n entries lost</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ChosenWords</name>
        <message numerus="yes">
            <source>%n kind(s) that the program writes</source>
            <translation>
                <numerusform>%n kind that the program writes</numerusform>
                <numerusform>%n kinds that the program writes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ReviewWords</name>
        <message numerus="yes">
            <source>Picture(s) of %n camera(s) kept</source>
            <translation>
                <numerusform>Picture of %n camera kept</numerusform>
                <numerusform>Pictures of %n cameras kept</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LogHandOver</name>
        <message numerus="yes">
            <source>▲ %n attachment(s) no longer on this PC.</source>
            <translation>
                <numerusform>▲ %n attachment is no longer on this PC.</numerusform>
                <numerusform>▲ %n attachments are no longer on this PC.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ExportPanel</name>
        <message numerus="yes">
            <source>%n entry(s)</source>
            <translation>
                <numerusform>%n entry</numerusform>
                <numerusform>%n entries</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LayoutChoice</name>
        <message numerus="yes">
            <source>%n picture(s), key {key}</source>
            <translation>
                <numerusform>%n picture, key {key}</numerusform>
                <numerusform>%n pictures, key {key}</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LogScreen</name>
        <message numerus="yes">
            <source>The index of the log is still being made: %n older entry(s) not searched yet.</source>
            <translation>
                <numerusform>The index of the log is still being made: %n older entry was not searched yet.</numerusform>
                <numerusform>The index of the log is still being made: %n older entries were not searched yet.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>PlanPreview</name>
        <message numerus="yes">
            <source>called again ({number}): %n person(s)</source>
            <translation>
                <numerusform>called again ({number}): %n person</numerusform>
                <numerusform>called again ({number}): %n people</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Proof</name>
        <message numerus="yes">
            <source>All %n entry(s) unchanged. Head hash {head} …</source>
            <translation>
                <numerusform>The only entry is unchanged. Head hash {head} …</numerusform>
                <numerusform>All %n entries are unchanged. Head hash {head} …</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StillOwed</name>
        <message numerus="yes">
            <source>and %n more incident(s): F2</source>
            <translation>
                <numerusform>and %n more incident: F2</numerusform>
                <numerusform>and %n more incidents: F2</numerusform>
            </translation>
        </message>
    </context>
</TS>
