using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Kirana.Data.ModelFiles;

/// <summary>Collects a model's tensors and metadata and writes them as one safetensors file. Equal content gives equal bytes.</summary>
/// <remarks>
/// The container is that of safetensors (https://github.com/huggingface/safetensors): eight little-endian bytes with the
/// header's length, a JSON header, the tensors end to end. Beside it we hold: keys sorted, no time, every tensor at a multiple of
/// 64 bytes, and a SHA-256 over all but its own digits. Not thread-safe.
/// </remarks>
public sealed partial class ModelWriter
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string _prefix;
    private readonly SortedDictionary<string, Tensor> _tensors;
    private readonly SortedDictionary<string, string> _metadata;

    /// <summary>Starts a model file.</summary>
    /// <param name="kind">The kind of model, such as <c>implicit-als</c>.</param>
    /// <param name="version">The version of this kind's layout, at least 1.</param>
    /// <param name="oldestReader">The oldest layout version whose reader can read this file, 1 to <paramref name="version"/>.</param>
    /// <exception cref="ArgumentException">The kind is empty, or a version lies outside.</exception>
    public ModelWriter(string kind, int version, int oldestReader)
        : this("", new(StringComparer.Ordinal), new(StringComparer.Ordinal), kind, version, oldestReader)
    {
        Describe();
        Options = "{}";
        Schema = "{}";
        DataHash = "";
    }

    private ModelWriter(
        string prefix, SortedDictionary<string, Tensor> tensors, SortedDictionary<string, string> metadata, string kind, int version, int oldestReader)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(oldestReader, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(oldestReader, version);
        _prefix = prefix;
        _tensors = tensors;
        _metadata = metadata;
        Kind = kind;
        Version = version;
        OldestReader = oldestReader;
    }

    /// <summary>The kind of model; a plain part has its whole's.</summary>
    public string Kind { get; }

    /// <summary>The version of this kind's layout.</summary>
    public int Version { get; }

    /// <summary>The oldest layout version whose reader can read this file.</summary>
    public int OldestReader { get; }

    /// <summary>The learner's options as JSON; <c>{}</c> by default. Each part has its own.</summary>
    /// <exception cref="ArgumentException">The value is not JSON.</exception>
    public string Options
    {
        get => _metadata.GetValueOrDefault(_prefix + ModelKeys.Options, "{}");
        set => _metadata[_prefix + ModelKeys.Options] = Json(value);
    }

    /// <summary>The columns the model was fitted on, as JSON; <c>{}</c> by default. Each part has its own.</summary>
    /// <exception cref="ArgumentException">The value is not JSON.</exception>
    public string Schema
    {
        get => _metadata.GetValueOrDefault(_prefix + ModelKeys.Schema, "{}");
        set => _metadata[_prefix + ModelKeys.Schema] = Json(value);
    }

    /// <summary>A hash of the data the model was fitted on, as lower-case hex; empty by default. Each part has its own.</summary>
    public string DataHash
    {
        get => _metadata.GetValueOrDefault(_prefix + ModelKeys.DataHash, "");
        set => _metadata[_prefix + ModelKeys.DataHash] = Text(value);
    }

    /// <summary>The bytes of all that was added so far, to any part: nearly the length of the file.</summary>
    public long AddedBytes => _tensors.Values.Sum(tensor => (long)tensor.Bytes.Length);

    /// <summary>A writer for a group of tensors of the same model; their names get the prefix <c>name/</c>.</summary>
    /// <param name="name">The part's name without a slash.</param>
    /// <exception cref="ArgumentException">The name is empty, reserved or holds a slash.</exception>
    public ModelWriter Part(string name) => new(_prefix + Name(name) + "/", _tensors, _metadata, Kind, Version, OldestReader);

    /// <summary>A writer for a model inside a composite, with a kind and versions of its own.</summary>
    /// <param name="name">The part's name without a slash.</param>
    /// <param name="kind">The part's kind.</param>
    /// <param name="version">The version of the part's layout, at least 1.</param>
    /// <param name="oldestReader">The oldest layout version whose reader can read the part, 1 to <paramref name="version"/>.</param>
    /// <exception cref="ArgumentException">The name or kind is empty, reserved or holds a slash, or a version lies outside.</exception>
    public ModelWriter Part(string name, string kind, int version = 1, int oldestReader = 1)
    {
        var part = new ModelWriter(_prefix + Name(name) + "/", _tensors, _metadata, kind, version, oldestReader);
        part.Describe();
        return part;
    }

    /// <summary>Adds a tensor. The values are copied.</summary>
    /// <param name="name">A name without a slash that is not taken yet.</param>
    /// <param name="values">The values in row-major order.</param>
    /// <param name="shape">The sizes of the dimensions, their product the number of values; none means one dimension.</param>
    /// <exception cref="ArgumentException">The name is taken, empty, reserved or holds a slash, or the shape does not fit the values.</exception>
    public void Add(string name, ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) =>
        Add(name, TensorType.Single, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<double> values, params ReadOnlySpan<int> shape) =>
        Add(name, TensorType.Double, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<int> values, params ReadOnlySpan<int> shape) =>
        Add(name, TensorType.Int32, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<long> values, params ReadOnlySpan<int> shape) =>
        Add(name, TensorType.Int64, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<byte> values, params ReadOnlySpan<int> shape) =>
        Add(name, TensorType.Byte, values, values.Length, shape);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public void Add(string name, ReadOnlySpan<sbyte> values, params ReadOnlySpan<int> shape) =>
        Add(name, TensorType.SByte, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <summary>Adds a list of strings: their UTF-8 bytes as the tensor <c>name</c>, and where each begins as <c>name.offsets</c>.</summary>
    /// <param name="name">A name without a slash that is not taken yet.</param>
    /// <param name="values">Strings, none of them <see langword="null"/>, at most 2 GB of UTF-8 together.</param>
    /// <exception cref="ArgumentException">The name cannot be used, or a string is not valid UTF-16.</exception>
    public void AddStrings(string name, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var offsets = new long[values.Count + 1];
        for (var i = 0; i < values.Count; i++)
            offsets[i + 1] = offsets[i] + StrictUtf8.GetByteCount(values[i]);
        var bytes = new byte[checked((int)offsets[^1])];
        for (var i = 0; i < values.Count; i++)
            StrictUtf8.GetBytes(values[i], bytes.AsSpan((int)offsets[i]));
        Add(name, TensorType.Byte, bytes, bytes.Length, []);
        Add(ModelKeys.OffsetsOf(name), offsets);
    }

    private void Add(string name, string type, ReadOnlySpan<byte> bytes, int count, ReadOnlySpan<int> shape)
    {
        long product = 1;
        foreach (var size in shape)
            product = size < 0 || product > int.MaxValue ? -1 : product * size;
        if (!shape.IsEmpty && product != count)
            throw new ArgumentException($"The shape {Shapes.Text(shape)} of '{_prefix}{name}' does not fit its {count} values.", nameof(shape));
        if (!_tensors.TryAdd(_prefix + Name(name), new Tensor(type, shape.IsEmpty ? [count] : shape.ToArray(), bytes.ToArray())))
            throw new ArgumentException($"The model file has a tensor '{_prefix}{name}' already.", nameof(name));
    }

    private void Describe()
    {
        _metadata[_prefix + ModelKeys.Kind] = Text(Kind);
        _metadata[_prefix + ModelKeys.Version] = Version.ToString(CultureInfo.InvariantCulture);
        _metadata[_prefix + ModelKeys.OldestReader] = OldestReader.ToString(CultureInfo.InvariantCulture);
    }

    private static string Name(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('/') || name.StartsWith("__", StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' cannot name a tensor or part: no slash, no two underscores in front.", nameof(name));
        return Text(name);
    }

    /// <summary>Refuses lone surrogates, which JSON writers would silently replace.</summary>
    private static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _ = StrictUtf8.GetByteCount(text);
        return text;
    }

    private static string Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(Text(text), new JsonDocumentOptions { MaxDepth = ModelLimits.Default.JsonDepth });
            return text;
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"Expected JSON: {e.Message}", nameof(text), e);
        }
    }

    private sealed record Tensor(string Type, int[] Shape, byte[] Bytes);
}
