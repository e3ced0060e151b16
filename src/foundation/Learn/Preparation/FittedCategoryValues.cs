using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

/// <summary>Columns that are kept, then one or more numbers for each column of categories.</summary>
/// <param name="inputs">The numbers of a row in front.</param>
/// <param name="kept">The columns that are kept.</param>
/// <param name="encoded">The columns of categories.</param>
/// <param name="outputs">The numbers that each of them gives.</param>
/// <param name="values">For each of them the numbers of each level, then of the unseen and the missing.</param>
internal sealed class FittedCategoryValues(int inputs, int[] kept, int[] encoded, int outputs, float[][] values) : FittedStep
{
    public const string FileKind = "encode";

    public override string Kind => FileKind;

    public override int Inputs => inputs;

    public override int Width => kept.Length + encoded.Length * outputs;

    public override void Apply(ReadOnlySpan<float> row, Span<float> prepared)
    {
        for (var i = 0; i < kept.Length; i++)
            prepared[i] = row[kept[i]];
        for (var e = 0; e < encoded.Length; e++)
        {
            var place = Place(row[encoded[e]], values[e].Length / outputs - 2);
            values[e].AsSpan(place * outputs, outputs).CopyTo(prepared[(kept.Length + e * outputs)..]);
        }
    }

    public override int[] Sources(int column) => [column < kept.Length ? kept[column] : encoded[(column - kept.Length) / outputs]];

    public override void Save(ModelWriter writer)
    {
        writer.Add("inputs", [inputs]);
        writer.Add("kept", kept);
        writer.Add("encoded", encoded);
        writer.Add("outputs", [outputs]);
        writer.Add("levels", Array.ConvertAll(values, own => own.Length / outputs));
        writer.Add("value", [.. values.SelectMany(own => own)]);
    }

    public static FittedCategoryValues Load(ModelReader reader)
    {
        var (inputs, outputs) = (reader.Ints("inputs", 1)[0], reader.Ints("outputs", 1)[0]);
        var (kept, encoded) = (LoadPlaces(reader, "kept", inputs), LoadPlaces(reader, "encoded", inputs));
        var (levels, values) = (reader.Ints("levels", encoded.Length), reader.Floats("value"));
        if (outputs < 1 || Array.Exists(levels, count => count < 2) || levels.Sum(count => (long)count) * outputs != values.Length)
            throw reader.Invalid("levels", $"{values.Length} values in all", "another number");
        var own = new float[encoded.Length][];
        for (int e = 0, at = 0; e < own.Length; at += outputs * levels[e++])
            own[e] = values[at..(at + outputs * levels[e])];
        return new FittedCategoryValues(inputs, kept, encoded, outputs, own);
    }
}
