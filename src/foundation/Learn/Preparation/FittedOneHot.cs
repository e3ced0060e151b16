using Kirana.Data.ModelFiles;

namespace Kirana.Learn.Preparation;

/// <summary>Columns that are kept, then 1 at the place of each category's column.</summary>
/// <param name="inputs">The numbers of a row in front.</param>
/// <param name="kept">The columns that are kept.</param>
/// <param name="encoded">The columns of categories.</param>
/// <param name="slots">For each of them and each level, then the unseen and the missing, the place of its column; −1 for none.</param>
/// <param name="added">How many columns are new.</param>
internal sealed class FittedOneHot(int inputs, int[] kept, int[] encoded, int[][] slots, int added) : FittedStep
{
    public const string FileKind = "one-hot";

    public override string Kind => FileKind;

    public override int Inputs => inputs;

    public override int Width => kept.Length + added;

    public override void Apply(ReadOnlySpan<float> row, Span<float> prepared)
    {
        for (var i = 0; i < kept.Length; i++)
            prepared[i] = row[kept[i]];
        prepared = prepared[kept.Length..];
        prepared.Clear();
        for (var e = 0; e < encoded.Length; e++)
            if (slots[e][Place(row[encoded[e]], slots[e].Length - 2)] is >= 0 and var slot)
                prepared[slot] = 1;
    }

    public override int[] Sources(int column) => [column < kept.Length ? kept[column] : encoded[Array.FindIndex(slots, own => own.Contains(column - kept.Length))]];

    public override void Save(ModelWriter writer)
    {
        writer.Add("inputs", [inputs]);
        writer.Add("kept", kept);
        writer.Add("encoded", encoded);
        writer.Add("levels", Array.ConvertAll(slots, own => own.Length));
        writer.Add("slot", [.. slots.SelectMany(own => own)]);
        writer.Add("added", [added]);
    }

    public static FittedOneHot Load(ModelReader reader)
    {
        var inputs = reader.Ints("inputs", 1)[0];
        var (kept, encoded) = (LoadPlaces(reader, "kept", inputs), LoadPlaces(reader, "encoded", inputs));
        var (levels, slots, added) = (reader.Ints("levels", encoded.Length), reader.Ints("slot"), reader.Ints("added", 1)[0]);
        if (Array.Exists(levels, count => count < 2) || levels.Sum(count => (long)count) != slots.Length)
            throw reader.Invalid("levels", $"{slots.Length} places in all", "another number");
        if (added < 0 || added > slots.Length || Array.Exists(slots, slot => slot < -1 || slot >= added))
            throw reader.Invalid("slot", $"places of {added} columns", "others");
        var own = new int[encoded.Length][];
        for (int e = 0, at = 0; e < own.Length; at += levels[e++])
            own[e] = slots[at..(at + levels[e])];
        return new FittedOneHot(inputs, kept, encoded, own, added);
    }
}
