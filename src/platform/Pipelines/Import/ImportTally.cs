using Kirana.Data;
using Kirana.Operate.Contracts;
using Kirana.Operate.Stores;

namespace Kirana.Pipelines.Import;

/// <summary>Counts lines and money while they are read, exactly, and judges whether a file may be imported.</summary>
internal sealed class ImportTally
{
    private const double MostQuarantined = 0.05;
    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);
    private readonly List<QuarantinedLine> _examples = [];
    private long _accepted;
    private Int128 _acceptedMoney, _quarantinedMoney;

    /// <summary>Lines read.</summary>
    public long Rows => _accepted + Quarantined;

    /// <summary>Lines set aside.</summary>
    public long Quarantined { get; private set; }

    /// <summary>The first line set aside for each reason.</summary>
    public IReadOnlyList<QuarantinedLine> Examples => _examples;

    /// <summary>Counts a sound line.</summary>
    /// <param name="money">Its money in ten-thousandths.</param>
    public void Accept(long money)
    {
        _accepted++;
        _acceptedMoney += money;
    }

    /// <summary>Counts a line set aside.</summary>
    /// <param name="line">The line.</param>
    /// <param name="money">Its money in ten-thousandths.</param>
    public void SetAside(QuarantinedLine line, long money)
    {
        Quarantined++;
        _quarantinedMoney += money;
        var count = _reasons.GetValueOrDefault(line.Reason);
        if (count == 0)
            _examples.Add(line);
        _reasons[line.Reason] = count + 1;
    }

    /// <summary>The counts so far.</summary>
    public ImportReport Report() => new(Rows, _accepted, new SortedDictionary<string, long>(_reasons, StringComparer.Ordinal), Money(_acceptedMoney), Money(_quarantinedMoney));

    /// <summary>Gives a file up while it is read once more than half of its lines are bad: a wrong mapping need not be followed to the end.</summary>
    /// <param name="file">The file's name.</param>
    /// <exception cref="DataException">It is hopeless.</exception>
    public void GiveUpIfHopeless(string file)
    {
        if (Quarantined * 2 > Rows)
            throw Refusal(file, "too-many-bad-lines", "more than half of those read so far");
    }

    /// <summary>Judges the whole file.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="strict">Whether one bad line is too many.</param>
    /// <exception cref="DataException">Too many lines are bad: any if strict, otherwise more than 5 %.</exception>
    public void Judge(string file, bool strict)
    {
        if (strict && Quarantined > 0)
            throw Refusal(file, "strict", "strict import allows none");
        if (Quarantined > MostQuarantined * Rows)
            throw Refusal(file, "too-many-bad-lines", "more than 5 %");
    }

    private DataException Refusal(string file, string code, string limit)
    {
        var (reason, _) = _reasons.MaxBy(entry => entry.Value);
        var example = _examples.First(line => string.Equals(line.Reason, reason, StringComparison.Ordinal));
        var counts = string.Join(", ", _reasons.OrderByDescending(entry => entry.Value).Select(entry => $"{entry.Key} {entry.Value:N0}"));
        return new DataException($"{Quarantined:N0} of {Rows:N0} lines break the contract, {limit}: {counts}. Nothing was imported. Line {example.Line:N0}: {example.Detail}")
        {
            Code = code,
            File = file,
            Row = example.Line,
            Column = example.Column,
            Hint = "Mend the file, or the mapping with --map, --date-format, --decimal or --separator; --dry-run checks without importing.",
        };
    }

    private static decimal Money(Int128 stored) => (decimal)stored / DecimalText.One;
}
