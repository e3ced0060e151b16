using System.Buffers;
using System.Text;
using System.Text.Json;
using Kirana.Learn.Binning;
using Kirana.Learn.Boosting;
using Kirana.Learn.Forests;
using Kirana.Learn.Objectives;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Exports;

/// <summary>Writes models as ONNX files, which many runtimes on many platforms can run.</summary>
/// <remarks>
/// <para>Input <c>features</c>, float (rows × p), in the order of the model's feature names; NaN means missing. A categorical value is
/// its code, as <see cref="ITableModel.Encode"/> gives it. Outputs, by what the model predicts:</para>
/// <list type="table">
/// <item><term>a number, a score for ranking</term><description><c>prediction</c>, float (rows × 1).</description></item>
/// <item><term>classes</term><description><c>probabilities</c>, float (rows × K), and <c>label</c> (rows), the most probable class, the first
/// of equal ones: its text, or its number where the model has no labels.</description></item>
/// <item><term>boosted trees, besides</term><description><c>score</c>, float (rows × outputs): raw scores before the link.</description></item>
/// </list>
/// <para>Metadata: <c>features</c>, a JSON array of objects with <c>name</c>, <c>categorical</c> and, where categories have texts, <c>levels</c>
/// by code; <c>labels</c>, a JSON array; of boosted trees <c>objective</c>.</para>
/// <para>Of trees runtimes add floats where Kirana adds doubles: expect scores equal to about 1e-6 of the largest sum on the way, probabilities to
/// 1e-6. The operator is TreeEnsembleRegressor of ai.onnx.ml 1 with operators of ai.onnx 13. A split by category becomes a test for each end
/// of a run of codes that go the same way, so features of many categories make large and slow files. Linear models and networks are products of matrices of ai.onnx 13; scores of linear models and the scaling of a network's
/// features are in double as here, and a missing feature makes all of a row NaN. Equal models give equal bytes.</para>
/// </remarks>
public static partial class OnnxFile
{
    private const string Features = "features";
    private const string Prediction = "prediction";
    private const string Probabilities = "probabilities";

    /// <summary>Writes boosted trees: raw scores, and numbers or probabilities by the model's link.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file; stays open.</param>
    /// <exception cref="ArgumentException">The model does not fit into 2 GB, or more than 1,000 tests follow each other in a tree.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(BoostedTrees model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var trees = new OnnxTrees(model.FeatureNames);
        for (var t = 0; t < model.Trees.Count; t++)
            trees.Add(model.Trees[t], model.Trees[t].Value, t % model.Outputs, 1);
        if (model.Trees.Count == 0)
            // The operator needs a node, and of several outputs it gives 0 for those that no leaf adds to.
            trees.Add(Tree.From([new TreeNode { Feature = -1 }]), new float[model.Outputs], 0, model.Outputs);

        var graph = Described(model.Columns, model.Labels);
        graph.AddMetadata("objective", model.Objective);
        var score = AddTrees(graph, trees, "score", model.Outputs, Array.ConvertAll(model.Constants.ToArray(), constant => (float)constant), averages: false);
        graph.AddOutput(score, OnnxElement.Float, model.Outputs);
        switch (model.Link)
        {
            case Link.Logistic:
                AddTwoClasses(graph, graph.Add("Sigmoid", [score], "probability"), model.Labels);
                break;
            case Link.Softmax:
                AddClasses(graph, graph.Add("Softmax", [score], Probabilities, [OnnxAttribute.Of("axis", 1)]), model.Classes, model.Labels);
                break;
            default:
                graph.Add(model.Link == Link.Exponential ? "Exp" : "Identity", [score], Prediction);
                graph.AddOutput(Prediction, OnnxElement.Float, 1);
                break;
        }

        graph.WriteTo(stream);
    }

    /// <summary>Writes a forest: the mean number, or the mean share of each class.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file; stays open.</param>
    /// <exception cref="ArgumentException">The model does not fit into 2 GB, or more than 1,000 tests follow each other in a tree.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(Forest model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var trees = new OnnxTrees(model.FeatureNames);
        for (var t = 0; t < model.Trees.Count; t++)
            if (model.Classes > 2)
                trees.Add(model.Trees[t], model.SharesOf(t), 0, model.Classes);
            else
                trees.Add(model.Trees[t], model.Trees[t].Value, 0, 1);
        WriteMeans(trees, model.Columns, model.Labels, stream);
    }

    /// <summary>Writes a single tree: the number or the share of each class in a row's leaf.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Takes the file; stays open.</param>
    /// <exception cref="ArgumentException">The model does not fit into 2 GB, or more than 1,000 tests follow each other in a tree.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public static void Write(CartTree model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        var trees = new OnnxTrees(model.FeatureNames);
        if (model.Classes > 2)
            trees.Add(model.Tree, model.Predictions, 0, model.Classes);
        else
            trees.Add(model.Tree, model.Tree.Value, 0, 1);
        WriteMeans(trees, model.Columns, model.Labels, stream);
    }

    /// <summary>Writes trees whose mean is what is predicted; of two classes, the share of the second.</summary>
    private static void WriteMeans(OnnxTrees trees, FeatureColumn[] columns, IReadOnlyCollection<string> labels, Stream stream)
    {
        var graph = Described(columns, labels);
        if (labels.Count == 0)
            graph.AddOutput(AddTrees(graph, trees, Prediction, 1, [], averages: true), OnnxElement.Float, 1);
        else if (labels.Count == 2)
            AddTwoClasses(graph, AddTrees(graph, trees, "probability", 1, [], averages: true), labels);
        else
            AddClasses(graph, AddTrees(graph, trees, Probabilities, labels.Count, [], averages: true), labels.Count, labels);
        graph.WriteTo(stream);
    }

    private static OnnxGraph Described(FeatureColumn[] columns, IReadOnlyCollection<string> labels, string title = "trees")
    {
        var graph = new OnnxGraph(title);
        graph.AddInput(Features, columns.Length);
        graph.AddMetadata(Features, Json(json =>
        {
            foreach (var column in columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteBoolean("categorical", column.IsCategorical);
                if (column.Levels.Length > 0)
                {
                    json.WriteStartArray("levels");
                    foreach (var level in column.Levels)
                        json.WriteStringValue(level);
                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }
        }));
        if (labels.Count > 0)
            graph.AddMetadata("labels", Json(json =>
            {
                foreach (var label in labels)
                    json.WriteStringValue(label);
            }));
        return graph;
    }

    private static string AddTrees(OnnxGraph graph, OnnxTrees trees, string output, int outputs, float[] constants, bool averages) => graph.Add(
        "TreeEnsembleRegressor", [Features], output, trees.Attributes(outputs, constants, averages), OnnxGraph.LearningDomain);

    private static void AddTwoClasses(OnnxGraph graph, string probability, IReadOnlyCollection<string> labels)
    {
        var other = graph.Add("Sub", [graph.AddConstant("one", 1), probability], "other_probability");
        AddClasses(graph, graph.Add("Concat", [other, probability], Probabilities, [OnnxAttribute.Of("axis", 1)]), 2, labels);
    }

    private static void AddClasses(OnnxGraph graph, string probabilities, int classes, IReadOnlyCollection<string> labels)
    {
        graph.AddOutput(probabilities, OnnxElement.Float, classes);
        var place = graph.Add("ArgMax", [probabilities], labels.Count == 0 ? "label" : "place", [OnnxAttribute.Of("axis", 1), OnnxAttribute.Of("keepdims", 0)]);
        if (labels.Count > 0)
            graph.Add("Gather", [graph.AddConstant("labels", labels), place], "label");
        graph.AddOutput("label", labels.Count == 0 ? OnnxElement.Integer : OnnxElement.Text, null);
    }

    private static string Json(Action<Utf8JsonWriter> writeElements)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            writeElements(json);
            json.WriteEndArray();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
