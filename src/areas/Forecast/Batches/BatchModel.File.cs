using System.Text.Json;
using Kirana.Data;
using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Data.Series;
using Kirana.Forecast.Intervals;

namespace Kirana.Forecast.Batches;

/// <content>How the models of a batch become tensors, one row a series.</content>
public sealed partial class BatchModel
{
    /// <summary>The kind of model file.</summary>
    public const string FileKind = "forecast-batch";

    /// <summary>The newest layout this code writes and reads.</summary>
    /// <remarks>2 has weights of members, which a reader of 1 would not miss.</remarks>
    public const int FileVersion = 2;

    /// <summary>Writes the batch. Equal batches write equal bytes.</summary>
    /// <param name="writer">A file, or a part of one, of <see cref="FileKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Options = Options();
        writer.AddStrings("keys", Keys.Ids);
        writer.Add("starts", _starts);
        writer.Add("nonNegative", Array.ConvertAll(_nonNegative, flag => flag ? (byte)1 : (byte)0));
        writer.Add("scales", _spread.ScaleOf);
        writer.Add("profileOf", _spread.ProfileOf);
        writer.Add("levels", _spread.Levels);
        var quantiles = new List<double>();
        foreach (var profile in _spread.Profiles)
            quantiles.AddRange(profile.Values);
        writer.Add("errorQuantiles", quantiles.ToArray(), _spread.Profiles.Count, CalibratedHorizon, _spread.Levels.Length);
        if (_weights is not null)
            writer.Add("weights", _weights.SelectMany(weights => weights).ToArray(), Count, MemberCount);
        for (var member = 0; member < MemberCount; member++)
            StateTable.Of([.. _states.Select(states => states[member])]).Save(writer.Part($"member{member}"));
    }

    /// <summary>Reads a batch.</summary>
    /// <param name="reader">A file, or a part of one, of <see cref="FileKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file does not hold such a batch, or contradicts itself.</exception>
    public static BatchModel Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(FileKind, FileVersion);
        var (learner, season, step, members) = ParseOptions(reader);
        var keys = reader.Strings("keys");
        var count = keys.Length;
        if (keys.Distinct(StringComparer.Ordinal).Count() != count)
            throw reader.Invalid("keys", "distinct keys", "a key that occurs twice");
        var tables = new StateTable[members];
        for (var member = 0; member < members; member++)
            tables[member] = StateTable.Load(reader.Part($"member{member}"), count);
        var states = new Models.ModelState[count][];
        for (var i = 0; i < count; i++)
            states[i] = Array.ConvertAll(tables, table => table.States[i]);
        return new BatchModel(
            learner, season, step, new IdMap(keys), reader.Longs("starts", count),
            Array.ConvertAll(reader.Bytes("nonNegative", count), flag => flag != 0), states, LoadWeights(reader, count, members), LoadSpread(reader, count));
    }

    private int MemberCount => _states.Length == 0 ? 0 : _states[0].Length;

    private static double[][]? LoadWeights(ModelReader reader, int count, int members)
    {
        if (!reader.Has("weights"))
            return null;
        var flat = reader.Doubles("weights", count, members);
        var weights = new double[count][];
        for (var i = 0; i < count; i++)
        {
            weights[i] = flat[(i * members)..((i + 1) * members)];
            if (!weights[i].All(weight => weight is >= 0 and <= 1) || Math.Abs(weights[i].Sum() - 1) > 1e-9)
                throw reader.Invalid("weights", "weights of 0 or more with sum 1", $"others at series {i}");
        }

        return weights;
    }

    private static BatchSpread LoadSpread(ModelReader reader, int count)
    {
        var levels = reader.Doubles("levels");
        if (!levels.All(level => level is > 0 and < 1) || !levels.Zip(levels.Skip(1)).All(pair => pair.First < pair.Second))
            throw reader.Invalid("levels", "levels ascending between 0 and 1", string.Join(", ", levels));
        var quantiles = reader.Doubles("errorQuantiles", -1, -1, levels.Length);
        if (!quantiles.All(double.IsFinite))
            throw reader.Invalid("errorQuantiles", "finite numbers", "others");
        var shape = reader.Shape("errorQuantiles");
        var size = shape[1] * shape[2];
        var profiles = new ErrorProfile[shape[0]];
        for (var i = 0; i < profiles.Length; i++)
            profiles[i] = new ErrorProfile(levels, quantiles[(i * size)..((i + 1) * size)]);
        var profileOf = reader.Ints("profileOf", count);
        if (levels.Length > 0 && (size == 0 || profileOf.Any(profile => (uint)profile >= (uint)profiles.Length)))
            throw reader.Invalid("profileOf", $"indices of {profiles.Length} profiles", "an index outside, or profiles without a step");
        var scales = reader.Doubles("scales", count);
        return scales.All(scale => scale >= 0 && double.IsFinite(scale))
            ? new BatchSpread(levels, profiles, profileOf, scales)
            : throw reader.Invalid("scales", "finite numbers of 0 or more", "others");
    }

    private string Options()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("learner", Learner);
            json.WriteNumber("season", Season);
            json.WriteString("step", Step.ToString());
            json.WriteNumber("members", MemberCount);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static (string Learner, int Season, Step Step, int Members) ParseOptions(ModelReader reader)
    {
        try
        {
            using var json = JsonDocument.Parse(reader.Options);
            var options = json.RootElement;
            var (season, members) = (options.GetProperty("season").GetInt32(), options.GetProperty("members").GetInt32());
            if (season < 1 || members < 0 || !Enum.TryParse<Step>(options.GetProperty("step").GetString(), out var step) || !Enum.IsDefined(step))
                throw reader.Invalid("options", "a season of 1 or more, a known step and a number of members", reader.Options);
            return (options.GetProperty("learner").GetString() ?? "", season, step, members);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw reader.Invalid("options", "the batch's options as JSON", reader.Options);
        }
    }
}
