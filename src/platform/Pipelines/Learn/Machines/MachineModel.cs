using System.Collections.ObjectModel;
using Kirana.Data.ModelFiles;
using Kirana.Data.Tables;
using Kirana.Learn;
using Kirana.Learn.Calibration;
using Kirana.Learn.SupportVectors;

namespace Kirana.Pipelines.Learn.Machines;

/// <summary>A support vector machine with what turns its decisions into probabilities. Immutable and thread-safe.</summary>
internal sealed class MachineModel : IBinaryClassifier, IMulticlassClassifier, IRegressor, ITableModel
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "calibrated-machine";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    private const string MachinePart = "machine";

    private readonly PlattCalibration[] _maps;

    /// <param name="machine">The machine.</param>
    /// <param name="maps">One for each of its decisions; none where a number was learnt.</param>
    public MachineModel(SupportVectorMachine machine, PlattCalibration[] maps) => (Machine, _maps) = (machine, maps);

    /// <summary>The machine.</summary>
    public SupportVectorMachine Machine { get; }

    public ReadOnlyCollection<string> Labels => Machine.Labels;

    public Schema Schema => Machine.Schema;

    public int Features => Machine.Features;

    public int Classes => Labels.Count;

    public float[] Encode(Table table) => Machine.Encode(table);

    public float PredictProbability(ReadOnlySpan<float> row)
    {
        Span<float> one = stackalloc float[1];
        PredictProbability(row, one);
        return one[0];
    }

    public void PredictProbability(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var decisions = new double[probabilities.Length];
        Machine.Decide(rows, decisions);
        for (var row = 0; row < decisions.Length; row++)
            probabilities[row] = (float)_maps[0].Probability(decisions[row]);
    }

    public void PredictProbabilities(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        var classes = Classes;
        if (classes == 2)
        {
            var positive = new float[probabilities.Length / 2];
            PredictProbability(rows, positive);
            for (var row = 0; row < positive.Length; row++)
                (probabilities[2 * row], probabilities[2 * row + 1]) = (1 - positive[row], positive[row]);
            return;
        }

        var decisions = new double[probabilities.Length];
        Machine.Decide(rows, decisions);
        for (var start = 0; start < decisions.Length; start += classes)
        {
            var sum = 0.0;
            for (var k = 0; k < classes; k++)
                sum += decisions[start + k] = _maps[k].Probability(decisions[start + k]);
            for (var k = 0; k < classes; k++)
                probabilities[start + k] = (float)(sum > 0 ? decisions[start + k] / sum : 1.0 / classes);
        }
    }

    public float Predict(ReadOnlySpan<float> row)
    {
        Span<float> one = stackalloc float[1];
        Predict(row, one);
        return one[0];
    }

    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        var decisions = new double[predictions.Length];
        Machine.Decide(rows, decisions);
        for (var row = 0; row < decisions.Length; row++)
            predictions[row] = (float)decisions[row];
    }

    /// <summary>Writes the model.</summary>
    public void Save(ModelWriter writer)
    {
        writer.Schema = Schema.ToJson();
        writer.Add("calibration", [.. _maps.SelectMany(map => new[] { map.Slope, map.Intercept })], _maps.Length, 2);
        Machine.Save(writer.Part(MachinePart, SupportVectorMachine.ModelKind, SupportVectorMachine.ModelVersion, SupportVectorMachine.ModelVersion));
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="Data.DataException"><c>bad-model</c>.</exception>
    public static MachineModel Load(ModelReader reader)
    {
        reader.Expect(ModelKind, ModelVersion);
        var machine = SupportVectorMachine.Load(reader.Part(MachinePart));
        var wanted = machine.Task == SupportVectorTask.Classes ? machine.Machines.Count : 0;
        var numbers = reader.Doubles("calibration", wanted, 2);
        if (machine.Task == SupportVectorTask.Novelty || !Array.TrueForAll(numbers, double.IsFinite))
            throw reader.Invalid("calibration", "finite numbers of a machine that predicts", "others");
        if (wanted > 1 && wanted != machine.Labels.Count)
            throw reader.Invalid("calibration", "one decision for each class", $"{wanted} for {machine.Labels.Count}");
        return new MachineModel(machine, [.. Enumerable.Range(0, wanted).Select(m => new PlattCalibration(numbers[2 * m], numbers[2 * m + 1]))]);
    }
}
