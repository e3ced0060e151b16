using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

/// <summary>Some of the columns.</summary>
internal sealed class FittedChoice(int inputs, int[] kept) : FittedStep
{
    public const string FileKind = "drop";

    public override string Kind => FileKind;

    public override int Inputs => inputs;

    public override int Width => kept.Length;

    public override void Apply(ReadOnlySpan<float> row, Span<float> prepared)
    {
        for (var i = 0; i < kept.Length; i++)
            prepared[i] = row[kept[i]];
    }

    public override int[] Sources(int column) => [kept[column]];

    public override void Save(ModelWriter writer)
    {
        writer.Add("inputs", [inputs]);
        writer.Add("kept", kept);
    }

    public static FittedChoice Load(ModelReader reader)
    {
        var inputs = reader.Ints("inputs", 1)[0];
        return new FittedChoice(inputs, LoadPlaces(reader, "kept", inputs));
    }
}
