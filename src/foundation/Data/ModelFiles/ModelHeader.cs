using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Unicode;

namespace Kirana.Data.ModelFiles;

/// <summary>The checked header of a safetensors file: metadata, tensors and where the data begins.</summary>
/// <remarks>Everything in the file is taken for a lie until it is checked; nothing larger than the header is allocated.</remarks>
internal sealed class ModelHeader
{
    private const int Prefix = sizeof(long);

    // Root, tensor, array; one more for what a later writer may add.
    private const int Depth = 4;

    private ModelHeader(int dataStart) => DataStart = dataStart;

    /// <summary>The first byte of the tensors in the file.</summary>
    public int DataStart { get; }

    /// <summary>Where the hash's digits stand in the file; −1 if there are none.</summary>
    public int HashAt { get; private set; } = -1;

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, TensorEntry> Tensors { get; } = new(StringComparer.Ordinal);

    /// <exception cref="ModelFault">The header breaks the format or a limit.</exception>
    public static ModelHeader Parse(ReadOnlySpan<byte> file, ModelLimits limits)
    {
        if (file.Length < Prefix)
            throw new ModelFault($"a header length of {Prefix} bytes", $"a file of {file.Length} bytes");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length > (ulong)limits.HeaderBytes)
            throw new ModelFault($"a header of at most {limits.HeaderBytes} bytes", $"a header length of {length}");
        if (length > (ulong)(file.Length - Prefix))
            throw new ModelFault($"a header of {length} bytes", $"a file of {file.Length} bytes");
        var text = file.Slice(Prefix, (int)length);
        if (text.IsEmpty || text[0] != '{' || !Utf8.IsValid(text))
            throw new ModelFault("a header of JSON in UTF-8", "other bytes");

        var header = new ModelHeader(Prefix + text.Length);
        try
        {
            header.Read(text, limits);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escaped lone surrogate, or a value of another type than the one asked for.
            throw new ModelFault("a header of JSON in the form of safetensors", e.Message);
        }

        header.CheckTiling(file.Length - header.DataStart);
        return header;
    }

    private void Read(ReadOnlySpan<byte> text, ModelLimits limits)
    {
        var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Depth });
        json.Read();
        var metadata = false;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            if (name is ModelKeys.Metadata)
            {
                if (metadata)
                    throw new ModelFault("metadata once", "metadata twice");
                metadata = true;
                ReadMetadata(ref json);
            }
            else if (Tensors.Count == limits.Tensors)
                throw new ModelFault($"at most {limits.Tensors} tensors", "more");
            else if (!Tensors.TryAdd(name, ReadTensor(ref json, name, limits)))
                throw new ModelFault("each name once", $"'{name}' twice");
        }

        if (json.TokenType != JsonTokenType.EndObject || json.Read())
            throw new ModelFault("one JSON object", "more");
    }

    private void ReadMetadata(ref Utf8JsonReader json)
    {
        Require(json.TokenType == JsonTokenType.StartObject, ModelKeys.Metadata, "an object");
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString()!;
            json.Read();
            Require(json.TokenType == JsonTokenType.String, key, "a string");
            if (key is ModelKeys.Hash)
            {
                // Escaped digits would stand at other bytes than those the hash leaves out.
                Require(json is { ValueIsEscaped: false, ValueSpan.Length: 64 }, key, "64 hex digits");
                HashAt = Prefix + (int)json.TokenStartIndex + 1;
            }

            if (!Metadata.TryAdd(key, json.GetString()!))
                throw new ModelFault("each key once", $"'{key}' twice");
        }
    }

    private static TensorEntry ReadTensor(ref Utf8JsonReader json, string name, ModelLimits limits)
    {
        Require(json.TokenType == JsonTokenType.StartObject, name, "an object");
        string? type = null;
        List<long>? shape = null, offsets = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString();
            json.Read();
            if (key is "dtype" && type is null)
                type = json.GetString();
            else if (key is "shape" && shape is null)
                shape = ReadNumbers(ref json, name, limits.Dimensions, int.MaxValue);
            else if (key is "data_offsets" && offsets is null)
                offsets = ReadNumbers(ref json, name, 2, long.MaxValue);
            else
                throw new ModelFault($"dtype, shape and data_offsets of '{name}' once", $"'{key}'");
        }

        Require(type is not null && shape is not null && offsets is { Count: 2 }, name, "dtype, shape and two data_offsets");
        var size = TensorType.SizeOf(type!);
        Require(size > 0, name, $"a type of {TensorType.Half}, {TensorType.Brief}, {TensorType.Single}, {TensorType.Double}, {TensorType.Int32}, {TensorType.Int64}, {TensorType.Byte}, {TensorType.SByte}");
        var (start, end) = (offsets![0], offsets[1]);
        Int128 bytes = size;
        foreach (var dimension in shape!)
        {
            // Bounded by the largest file at every step, a product of eight sizes cannot overflow.
            bytes = bytes * dimension;
            Require(bytes <= long.MaxValue, name, "a shape that fits a file");
        }

        if (bytes != (Int128)end - start)
            throw new ModelFault($"{bytes} bytes for '{name}'", $"data_offsets {start} to {end}");
        return new TensorEntry(type!, [.. shape.Select(dimension => (int)dimension)], start, end);
    }

    private static List<long> ReadNumbers(ref Utf8JsonReader json, string name, int atMost, long largest)
    {
        Require(json.TokenType == JsonTokenType.StartArray, name, "arrays of numbers");
        var numbers = new List<long>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            Require(numbers.Count < atMost, name, $"at most {atMost} numbers");
            Require(json.TryGetInt64(out var number) && number >= 0 && number <= largest, name, $"whole numbers from 0 to {largest}");
            numbers.Add(number);
        }

        return numbers;
    }

    /// <summary>Tensors cover the data end to end: no overlap, no hole, nothing behind the last.</summary>
    private void CheckTiling(long length)
    {
        long next = 0;
        foreach (var (name, tensor) in Tensors.OrderBy(pair => pair.Value.Start).ThenBy(pair => pair.Value.End))
        {
            if (tensor.Start != next)
                throw new ModelFault($"tensors end to end, '{name}' at {next}", $"{tensor.Start}");
            next = tensor.End;
        }

        if (next != length)
            throw new ModelFault($"{next} bytes of tensors", $"{length} bytes");
    }

    private static void Require(bool condition, string name, string expected)
    {
        if (!condition)
            throw new ModelFault($"{expected} for '{name}'", "something else");
    }
}
