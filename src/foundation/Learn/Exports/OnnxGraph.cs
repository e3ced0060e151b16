using System.Buffers.Binary;
using System.Text;

namespace Kirana.Learn.Exports;

/// <summary>A model of ONNX in the making: operators in the order they run, constants, inputs and outputs.</summary>
/// <remarks>The fields are those of onnx.proto (https://github.com/onnx/onnx), IR version 7: operators of ai.onnx 13 and ai.onnx.ml 1,
/// which every runtime since 2020 knows.</remarks>
internal sealed class OnnxGraph(string name)
{
    /// <summary>The domain of the operators of classical learning.</summary>
    public const string LearningDomain = "ai.onnx.ml";

    private const int IrVersion = 7;
    private const int OperatorVersion = 13;
    private const int LearningVersion = 1;

    private readonly ProtobufWriter _nodes = new();
    private readonly ProtobufWriter _constants = new();
    private readonly ProtobufWriter _inputs = new();
    private readonly ProtobufWriter _outputs = new();
    private readonly ProtobufWriter _metadata = new();

    /// <summary>Adds an operator with one output.</summary>
    /// <param name="operation">Its name in ONNX.</param>
    /// <param name="inputs">The tensors it reads, all of them known before.</param>
    /// <param name="output">The tensor it makes.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <param name="domain">Where it is defined; ai.onnx by default.</param>
    /// <returns>The output, for the next operator.</returns>
    public string Add(string operation, IEnumerable<string> inputs, string output, IEnumerable<ProtobufWriter>? attributes = null, string domain = "")
    {
        var node = new ProtobufWriter();
        foreach (var input in inputs)
            node.Write(1, input);
        node.Write(2, output);
        node.Write(3, output);
        node.Write(4, operation);
        foreach (var attribute in attributes ?? [])
            node.Write(5, attribute);
        if (domain.Length > 0)
            node.Write(7, domain);
        _nodes.Write(1, node);
        return output;
    }

    /// <summary>Adds a constant number.</summary>
    public string AddConstant(string tensor, float number)
    {
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, number);
        return AddConstant(tensor, OnnxElement.Float, [], constant => constant.Write(9, bytes));
    }

    /// <summary>Adds constant numbers of single precision.</summary>
    public string AddConstant(string tensor, ReadOnlySpan<float> numbers, params ReadOnlySpan<long> shape)
    {
        var bytes = new byte[numbers.Length * sizeof(float)];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), numbers[i]);
        return AddConstant(tensor, OnnxElement.Float, shape.ToArray(), constant => constant.Write(9, bytes));
    }

    /// <summary>Adds constant numbers of double precision.</summary>
    public string AddConstant(string tensor, ReadOnlySpan<double> numbers, params ReadOnlySpan<long> shape)
    {
        var bytes = new byte[numbers.Length * sizeof(double)];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), numbers[i]);
        return AddConstant(tensor, OnnxElement.Double, shape.ToArray(), constant => constant.Write(9, bytes));
    }

    /// <summary>Adds a list of constant texts.</summary>
    public string AddConstant(string tensor, IReadOnlyCollection<string> texts) => AddConstant(tensor, OnnxElement.Text, [texts.Count], constant =>
    {
        foreach (var text in texts)
            constant.Write(6, Encoding.UTF8.GetBytes(text));
    });

    /// <summary>Names a tensor that the caller gives: any number of rows.</summary>
    /// <param name="tensor">Its name.</param>
    /// <param name="columns">The numbers of a row.</param>
    public void AddInput(string tensor, int columns) => _inputs.Write(11, Described(tensor, OnnxElement.Float, columns));

    /// <summary>Names a tensor that the caller gets: any number of rows.</summary>
    /// <param name="tensor">Its name.</param>
    /// <param name="element">What it holds.</param>
    /// <param name="columns">The columns of a row; <see langword="null"/> where each row is one element.</param>
    public void AddOutput(string tensor, OnnxElement element, int? columns) => _outputs.Write(12, Described(tensor, element, columns));

    /// <summary>Keeps a text with the model.</summary>
    public void AddMetadata(string key, string value)
    {
        var entry = new ProtobufWriter();
        entry.Write(1, key);
        entry.Write(2, value);
        _metadata.Write(14, entry);
    }

    /// <summary>Writes the file.</summary>
    /// <param name="stream">Takes it; stays open.</param>
    public void WriteTo(Stream stream)
    {
        var title = new ProtobufWriter();
        title.Write(2, name);
        // The parts of a message may stand end to end: each is a run of its fields.
        ReadOnlyMemory<byte>[] parts = [_nodes.Written, title.Written, _constants.Written, _inputs.Written, _outputs.Written];
        var graph = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(graph.AsMemory(at));
            at += part.Length;
        }

        var model = new ProtobufWriter();
        model.Write(1, IrVersion);
        model.Write(2, "Kirana");
        model.Write(7, graph);
        model.Write(8, OperatorSet("", OperatorVersion));
        model.Write(8, OperatorSet(LearningDomain, LearningVersion));
        stream.Write(model.Written.Span);
        stream.Write(_metadata.Written.Span);
    }

    private string AddConstant(string tensor, OnnxElement element, long[] shape, Action<ProtobufWriter> writeValues)
    {
        var constant = new ProtobufWriter();
        foreach (var length in shape)
            constant.Write(1, length);
        constant.Write(2, (long)element);
        writeValues(constant);
        constant.Write(8, tensor);
        _constants.Write(5, constant);
        return tensor;
    }

    private static ProtobufWriter OperatorSet(string domain, int version)
    {
        var set = new ProtobufWriter();
        set.Write(1, domain);
        set.Write(2, version);
        return set;
    }

    private static ProtobufWriter Described(string tensor, OnnxElement element, int? columns)
    {
        var shape = new ProtobufWriter();
        var rows = new ProtobufWriter();
        rows.Write(2, "rows");
        shape.Write(1, rows);
        if (columns is { } count)
        {
            var dimension = new ProtobufWriter();
            dimension.Write(1, count);
            shape.Write(1, dimension);
        }

        var tensorType = new ProtobufWriter();
        tensorType.Write(1, (long)element);
        tensorType.Write(2, shape);
        var type = new ProtobufWriter();
        type.Write(1, tensorType);
        var described = new ProtobufWriter();
        described.Write(1, tensor);
        described.Write(2, type);
        return described;
    }
}
