using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

/// <summary>x ↦ (x − c) / s for each column; c = 0 and s = 1 leave one as it is.</summary>
internal sealed class FittedScaling(double[] centres, double[] scales) : FittedStep
{
    public const string FileKind = "scale";

    public override string Kind => FileKind;

    public override int Inputs => centres.Length;

    public override int Width => centres.Length;

    public override void Apply(ReadOnlySpan<float> row, Span<float> prepared)
    {
        for (var f = 0; f < centres.Length; f++)
            prepared[f] = (float)((row[f] - centres[f]) / scales[f]);
    }

    public override int[] Sources(int column) => [column];

    public override void Save(ModelWriter writer)
    {
        writer.Add("centre", centres);
        writer.Add("scale", scales);
    }

    public static FittedScaling Load(ModelReader reader)
    {
        var centres = reader.Doubles("centre");
        var scales = reader.Doubles("scale", centres.Length);
        if (!Array.TrueForAll(centres, double.IsFinite) || !Array.TrueForAll(scales, scale => double.IsFinite(scale) && scale > 0))
            throw reader.Invalid("scale", "finite numbers above 0", "others");
        return new FittedScaling(centres, scales);
    }
}
