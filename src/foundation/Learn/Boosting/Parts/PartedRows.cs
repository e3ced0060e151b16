using Kirana.Learn.Binning;
using Kirana.Numerics.Threading;

namespace Kirana.Learn.Boosting.Parts;

/// <summary>The parts that hold the rows of a fit, as the one who asks sees them.</summary>
/// <param name="parts">The parts, in the order of their rows.</param>
/// <param name="cancellation">Given to each request.</param>
internal sealed class PartedRows(IReadOnlyList<IRowPart> parts, CancellationToken cancellation)
{
    /// <summary>The number of parts.</summary>
    public int Count => parts.Count;

    /// <summary>Asks every part the same, at the same time.</summary>
    /// <returns>The answers in the order of the parts.</returns>
    /// <exception cref="Data.DataException"><c>bad-message</c>.</exception>
    public MessageReader[] Ask(MessageWriter request)
    {
        var message = request.ToArray();
        return Ask(_ => message);
    }

    /// <summary>Asks every part, at the same time.</summary>
    /// <param name="requests">The request to each part.</param>
    /// <exception cref="Data.DataException"><c>bad-message</c>.</exception>
    public MessageReader[] Ask(Func<int, byte[]> requests)
    {
        var answers = new MessageReader[parts.Count];
        // As many at once as there are parts, whatever threads are allowed: most of them wait for another machine.
        Blocks.Run(parts.Count, 1, parts.Count, cancellation, (part, _, _) =>
        {
            var request = requests(part);
            answers[part] = new MessageReader(parts[part].Answer(request, cancellation)).Expect((PartRequest)request[0]);
        });
        return answers;
    }

    /// <summary>The bins of each feature: those of all rows in one place where cuts are chosen from a sample, or the sketch is exact.</summary>
    /// <param name="columns">The features.</param>
    /// <param name="counts">How many rows each part has.</param>
    /// <param name="options">What bins are wanted.</param>
    /// <param name="seed">Draws the sample.</param>
    public FeatureBins[] Bins(FeatureColumn[] columns, int[] counts, BinningOptions options, ulong seed)
    {
        var (rows, starts) = (counts.Sum(), Starts(counts));
        var answers = Ask(part => new MessageWriter(PartRequest.Count)
            .Add(columns).Add(starts[part]).Add(rows).Add(options.SampleRows).Add((long)seed).Add(options.BySketch).Add(options.MaxBins).ToArray());
        var bins = new FeatureBins[columns.Length];
        for (var f = 0; f < bins.Length; f++)
        {
            var all = ValueCounts.Load(answers[0]);
            foreach (var answer in answers.AsSpan(1))
                all = all.With(ValueCounts.Load(answer));
            if (columns[f].IsCategorical && all.Values.Entries.ToArray().Any(entry => !(entry.Value >= 0 && entry.Value < columns[f].Levels.Length)))
                throw MessageReader.Bad($"counts categories that '{columns[f].Name}' does not have");
            bins[f] = all.ToBins(columns[f], options, rows);
        }

        foreach (var answer in answers)
            answer.End();
        return bins;
    }

    /// <summary>The number of the first row of each part among all rows.</summary>
    public static int[] Starts(int[] counts)
    {
        var starts = new int[counts.Length];
        for (var part = 1; part < starts.Length; part++)
            starts[part] = checked(starts[part - 1] + counts[part - 1]);
        return starts;
    }
}
