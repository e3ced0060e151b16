using System.Runtime.InteropServices;

namespace Kirana.Data.ModelFiles;

/// <summary>Collects a model's tensors and metadata and writes them as one safetensors file. Equal content gives equal bytes.</summary>
public sealed class ModelWriter
{
    private readonly string _prefix;
    private readonly SortedDictionary<string, Tensor> _tensors;

    /// <summary>Starts a model file.</summary>
    /// <param name="kind">The kind of model, such as <c>implicit-als</c>.</param>
    /// <param name="version">The version of this kind's layout, at least 1.</param>
    /// <param name="oldestReader">The oldest layout version whose reader can read this file, 1 to <paramref name="version"/>.</param>
    public ModelWriter(string kind, int version, int oldestReader)
    {
        Kind = kind;
        Version = version;
        OldestReader = oldestReader;
        _prefix = "";
        _tensors = new SortedDictionary<string, Tensor>(StringComparer.Ordinal);
    }

    private ModelWriter(ModelWriter parent, string prefix)
    {
        Kind = parent.Kind;
        Version = parent.Version;
        OldestReader = parent.OldestReader;
        _prefix = parent._prefix + prefix + "/";
        _tensors = parent._tensors;
    }

    /// <summary>The kind of model.</summary>
    public string Kind { get; }

    /// <summary>The version of this kind's layout.</summary>
    public int Version { get; }

    /// <summary>The oldest layout version whose reader can read this file.</summary>
    public int OldestReader { get; }

    /// <summary>The learner's options as a JSON object; <c>{}</c> by default.</summary>
    public string Options { get; set; } = "{}";

    /// <summary>A hash of the data the model was fitted on, as lower-case hex; empty by default.</summary>
    public string DataHash { get; set; } = "";

    /// <summary>A writer for a part of a composite; its tensors get the prefix <c>name/</c>.</summary>
    /// <param name="name">The part's name without a slash.</param>
    public ModelWriter Part(string name) => new(this, name);

    /// <summary>Adds a tensor of single precision.</summary>
    /// <param name="name">A name that is not taken yet.</param>
    /// <param name="values">The values in row-major order.</param>
    /// <param name="shape">The sizes of the dimensions, their product the number of values; none means one dimension.</param>
    public void Add(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) => Add(name, "F32", MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape) => Add(name, "F64", MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<int> values, params ReadOnlySpan<int> shape) => Add(name, "I32", MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<long> values, params ReadOnlySpan<int> shape) => Add(name, "I64", MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<byte> values, params ReadOnlySpan<int> shape) => Add(name, "U8", values, values.Length, shape);

    private void Add(string name, string type, ReadOnlySpan<byte> bytes, int count, ReadOnlySpan<int> shape) =>
        _tensors.Add(_prefix + name, new Tensor(type, shape.IsEmpty ? [count] : shape.ToArray(), bytes.ToArray()));

    private sealed record Tensor(string Type, int[] Shape, byte[] Bytes);
}
