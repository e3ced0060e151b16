using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

/// <summary>The bin of a number in the place of the number.</summary>
/// <param name="edges">The inner edges of each column, ascending; none of columns that stay.</param>
/// <param name="binned">The columns that are binned.</param>
internal sealed class FittedBinning(double[][] edges, int[] binned) : FittedStep
{
    public const string FileKind = "bin";

    public override string Kind => FileKind;

    public override int Inputs => edges.Length;

    public override int Width => edges.Length;

    public override void Apply(ReadOnlySpan<float> row, Span<float> prepared)
    {
        row.CopyTo(prepared);
        foreach (var f in binned)
            if (!float.IsNaN(row[f]))
                prepared[f] = Bin(edges[f], row[f]);
    }

    public override int[] Sources(int column) => [column];

    public override void Save(ModelWriter writer)
    {
        writer.Add("edges", Array.ConvertAll(edges, own => own.Length));
        writer.Add("edge", [.. edges.SelectMany(own => own)]);
        writer.Add("binned", binned);
    }

    public static FittedBinning Load(ModelReader reader)
    {
        var (counts, all) = (reader.Ints("edges"), reader.Doubles("edge"));
        if (Array.Exists(counts, count => count < 0) || counts.Sum(count => (long)count) != all.Length)
            throw reader.Invalid("edges", $"{all.Length} edges in all", "another number");
        var edges = new double[counts.Length][];
        for (int f = 0, at = 0; f < edges.Length; at += counts[f++])
            edges[f] = all[at..(at + counts[f])];
        return new FittedBinning(edges, LoadPlaces(reader, "binned", counts.Length));
    }

    /// <summary>How many edges are at most the number.</summary>
    private static int Bin(double[] edges, double value)
    {
        var (low, high) = (0, edges.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (edges[middle] <= value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
