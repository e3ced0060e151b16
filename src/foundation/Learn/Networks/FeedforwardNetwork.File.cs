using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Networks;

public sealed partial class FeedforwardNetwork
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "feedforward-network";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    private const int MostLayers = 1_000;

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the kind <see cref="ModelKind"/>.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Schema = Schema.ToJson();
        FeatureColumnFile.Save(writer, Columns);
        writer.AddStrings("label", Labels);
        writer.Add("mean", _scale.Means);
        writer.Add("factor", _scale.Factors);
        writer.Add("target", [_centre, _spread]);
        writer.Add("shape", [(int)Activation, _layers.Length, BestEpoch]);
        writer.Add("history", [.. _history.SelectMany(point => (double[])[point.Loss, point.ValidationLoss])], _history.Length, 2);
        for (var l = 0; l < _layers.Length; l++)
        {
            var part = writer.Part($"layer{l}");
            part.Add("weight", _layers[l].Weights, _layers[l].Inputs, _layers[l].Outputs);
            part.Add("bias", _layers[l].Bias);
        }
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static FeedforwardNetwork Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static FeedforwardNetwork Load(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(ModelKind, ModelVersion);
        var (columns, labels, shape) = (FeatureColumnFile.Load(reader), reader.Strings("label"), reader.Ints("shape", 3));
        if (columns.Length == 0 || Array.Exists(columns, column => column.IsCategorical))
            throw reader.Invalid("feature_name", "features that are numbers", "others");
        if (labels.Length == 1)
            throw reader.Invalid("label", "two classes, more, or none", "1");
        if (!Enum.IsDefined((Activation)shape[0]) || shape[1] is < 1 or > MostLayers)
            throw reader.Invalid("shape", "a known activation and at least one layer", string.Join(", ", shape));
        var (scale, target) = (new InputScale(reader.Doubles("mean", columns.Length), reader.Doubles("factor", columns.Length)), reader.Doubles("target", 2));
        if (!Array.TrueForAll([.. scale.Means, .. scale.Factors, .. target], double.IsFinite))
            throw reader.Invalid("mean", "finite numbers", "others");
        var (layers, inputs) = (new DenseLayer[shape[1]], columns.Length);
        for (var l = 0; l < layers.Length; l++)
        {
            var part = reader.Part($"layer{l}");
            var bias = part.Floats("bias");
            layers[l] = new DenseLayer(inputs, bias.Length, part.Floats("weight", inputs, bias.Length), bias);
            if (bias.Length == 0 || !Array.TrueForAll(layers[l].Weights, float.IsFinite) || !Array.TrueForAll(bias, float.IsFinite))
                throw part.Invalid("weight", "finite numbers of at least one unit", "others");
            inputs = bias.Length;
        }

        if (inputs != (labels.Length > 2 ? labels.Length : 1))
            throw reader.Invalid("label", "a score for each class, of two and of a number one", $"{inputs} scores for {labels.Length} classes");
        var losses = reader.Doubles("history");
        if (shape[2] < 1 || shape[2] > losses.Length / 2)
            throw reader.Invalid("history", "the best epoch among its points", $"{shape[2]} of {losses.Length / 2}");
        NetworkPoint[] history = [.. Enumerable.Range(0, losses.Length / 2).Select(i => new NetworkPoint(i + 1, losses[2 * i], losses[2 * i + 1]))];
        return new FeedforwardNetwork(columns, labels, scale, layers, (Activation)shape[0], target[0], target[1], history, shape[2]);
    }
}
