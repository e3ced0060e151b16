using System.Buffers;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Boosting;
using Kirana.Learn.Calibration;
using Kirana.Numerics.Kernels;

namespace Kirana.Recommend.Ranking;

/// <summary>Calibrated chances of a click, the cart and a purchase. Immutable and thread-safe; predicting allocates nothing once warm.</summary>
public sealed class OutcomeModel
{
    /// <summary>The stages that have a chance.</summary>
    internal const int Heads = 3;

    private const float LeastChance = 1e-7f;

    private readonly int[] _stages;
    private readonly PlattCalibration[] _maps;

    internal OutcomeModel(BoostedTrees trees, int[] stages, PlattCalibration[] maps) => (Trees, _stages, _maps) = (trees, stages, maps);

    /// <summary>The trees; their classes are stages.</summary>
    public BoostedTrees Trees { get; }

    /// <summary>The calibrations of click, cart and purchase, over log-odds.</summary>
    public IReadOnlyList<PlattCalibration> Calibrations => _maps;

    /// <summary>Predicts.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="chances">Takes the chances (n).</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<OutcomeChances> chances)
    {
        var rented = ArrayPool<float>.Shared.Rent(chances.Length * _stages.Length);
        var classes = rented.AsSpan(0, chances.Length * _stages.Length);
        Trees.PredictProbabilities(rows, classes);
        for (var row = 0; row < chances.Length; row++)
        {
            var own = classes.Slice(row * _stages.Length, _stages.Length);
            var click = Chance(own, 0);
            var cart = Math.Min(click, Chance(own, 1));
            chances[row] = new OutcomeChances(click, cart, Math.Min(cart, Chance(own, 2)));
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>ln(p / (1 − p)), of a p that is kept from 0 and 1.</summary>
    internal static double LogOdds(float chance)
    {
        var inside = Math.Clamp(chance, LeastChance, 1 - LeastChance);
        return Elementary.Log((double)inside / (1 - inside));
    }

    /// <summary>Writes the model.</summary>
    internal void Save(ModelWriter writer)
    {
        writer.Add("stages", _stages);
        writer.Add("calibrations", [.. _maps.SelectMany(map => new[] { map.Slope, map.Intercept })]);
        Trees.Save(writer.Part("trees", BoostedTrees.ModelKind));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static OutcomeModel Read(ModelReader reader)
    {
        var (stages, numbers) = (reader.Ints("stages"), reader.Doubles("calibrations"));
        ModelParts.RequireLength(reader, "calibrations", numbers.Length, 2 * Heads);
        var trees = BoostedTrees.Load(reader.Part("trees"));
        if (stages.Length < 2 || stages.Length != trees.Classes || stages[0] != 0 || stages[^1] > (int)OutcomeStage.Purchase || stages.Zip(stages.Skip(1)).Any(pair => pair.First >= pair.Second))
            throw reader.Invalid("stages", "ascending stages from 0, one for each class", string.Join(", ", stages));
        return new OutcomeModel(trees, stages, [.. Enumerable.Range(0, Heads).Select(head => new PlattCalibration(numbers[2 * head], numbers[2 * head + 1]))]);
    }

    /// <summary>The chance that more than a stage is reached.</summary>
    private float Chance(ReadOnlySpan<float> classes, int beyond)
    {
        var sum = 0f;
        for (var at = classes.Length - 1; _stages[at] > beyond; at--)
            sum += classes[at];
        return (float)_maps[beyond].Probability(LogOdds(sum));
    }
}
