using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Kirana.Data.ModelFiles;

namespace Kirana.Tests.Platform.Pipelines.Import.Vectors;

/// <summary>Files of vectors as other programs write them.</summary>
internal static class MadeFiles
{
    /// <summary>A matrix as numpy.save writes it.</summary>
    public static byte[] Npy(float[] values, int width, string type = "<f4", int version = 1, string? header = null)
    {
        header ??= $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({values.Length / width}, {width}), }}";
        var head = version == 1 ? 10 : 12;
        var padded = header.PadRight((header.Length + head + 1 + 63) / 64 * 64 - head - 1) + "\n";
        var start = new byte[head];
        (start[0], start[6]) = (0x93, (byte)version);
        "NUMPY"u8.CopyTo(start.AsSpan(1));
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(start.AsSpan(8), (ushort)padded.Length);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(8), (uint)padded.Length);
        return [.. start, .. Encoding.Latin1.GetBytes(padded), .. Numbers(values, type)];
    }

    /// <summary>A matrix and, if there are any, ids as safetensors of another program: no metadata, no hash, no padding.</summary>
    public static byte[] Safetensors(float[] values, int width, string type = "F32", string[]? ids = null)
    {
        var numbers = Numbers(values, type);
        var header = $"{{\"vectors\":{{\"dtype\":\"{type}\",\"shape\":[{values.Length / width},{width}],\"data_offsets\":[0,{numbers.Length}]}}";
        if (ids is not null)
        {
            var text = Encoding.UTF8.GetBytes(string.Concat(ids));
            long[] offsets = [0, .. ids.Select((_, i) => (long)ids.Take(i + 1).Sum(id => Encoding.UTF8.GetByteCount(id)))];
            var bytes = MemoryMarshal.AsBytes(offsets.AsSpan()).ToArray();
            header += $",\"ids\":{{\"dtype\":\"U8\",\"shape\":[{text.Length}],\"data_offsets\":[{numbers.Length},{numbers.Length + text.Length}]}}"
                + $",\"ids.offsets\":{{\"dtype\":\"I64\",\"shape\":[{offsets.Length}],\"data_offsets\":[{numbers.Length + text.Length},{numbers.Length + text.Length + bytes.Length}]}}";
            numbers = [.. numbers, .. text, .. bytes];
        }

        var head = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(head, header.Length + 1);
        return [.. head, .. Encoding.UTF8.GetBytes(header + "}"), .. numbers];
    }

    /// <summary>A matrix and ids as a model file of our own writes them.</summary>
    public static byte[] Own(float[] values, int width, string[] ids)
    {
        var writer = new ModelWriter("mine", 1, 1);
        writer.AddStrings("ids", ids);
        writer.Add("vectors", values, values.Length / width, width);
        return writer.ToArray();
    }

    private static byte[] Numbers(float[] values, string type) => type switch
    {
        "<f2" or "F16" => MemoryMarshal.AsBytes(values.Select(value => (Half)value).ToArray().AsSpan()).ToArray(),
        "BF16" => MemoryMarshal.AsBytes(values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)).ToArray().AsSpan()).ToArray(),
        "<f8" or "F64" => MemoryMarshal.AsBytes(values.Select(value => (double)value).ToArray().AsSpan()).ToArray(),
        _ => MemoryMarshal.AsBytes(values.AsSpan()).ToArray(),
    };
}
