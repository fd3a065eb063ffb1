# F1.2 What the base does without training
# Draws F1.2-rivals.svg from F1.2-rivals.tsv: gnuplot F1.2-rivals.gp
reset
if (!exists("output")) output = 'F1.2-rivals.svg'
data = 'F1.2-rivals.tsv'
set encoding utf8
set terminal svg size 1200,1084 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F1_2_rivals'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'What the base does without training' at screen 0.01167, screen 0.97970 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.21300, screen 0.04336 to screen 0.21300, screen 0.02860 nohead front lw 1.5 lc rgb '#333333'
set label '' at screen 0.21300, screen 0.03598 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'root' at screen 0.23300, screen 0.03598 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.33647, screen 0.04336 to screen 0.33647, screen 0.02860 nohead front lw 1.5 lc rgb '#333333'
set label '' at screen 0.33647, screen 0.03598 point pt 7 ps 0.8 lc rgb '#333333' front
set label 'root, best T' at screen 0.35647, screen 0.03598 left font 'sans-serif,12' tc rgb '#222222' front
set label '' at screen 0.45993, screen 0.03598 point pt 6 ps 0.8 lc rgb '#333333' front
set label 'root, p^α, least' at screen 0.47993, screen 0.03598 left font 'sans-serif,12' tc rgb '#222222' front
set label '' at screen 0.58340, screen 0.03598 point pt 6 ps 0.8 lc rgb '#333333' front
set label 'root, p^α, most' at screen 0.60340, screen 0.03598 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.70687, screen 0.04336 to screen 0.70687, screen 0.02860 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.70687, screen 0.03598 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'rl_id' at screen 0.72687, screen 0.03598 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.21300, screen 0.02399 to screen 0.21300, screen 0.00923 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.21300, screen 0.01661 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'rl_id, best T' at screen 0.23300, screen 0.01661 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.33647, screen 0.02399 to screen 0.33647, screen 0.00923 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.33647, screen 0.01661 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'rl_edge' at screen 0.35647, screen 0.01661 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.45993, screen 0.02399 to screen 0.45993, screen 0.00923 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.45993, screen 0.01661 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'rl_edge, best T' at screen 0.47993, screen 0.01661 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.58340, screen 0.02399 to screen 0.58340, screen 0.00923 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.58340, screen 0.01661 point pt 5 ps 0.8 lc rgb '#0072B2' front
set label 'rl_hard' at screen 0.60340, screen 0.01661 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.70687, screen 0.02399 to screen 0.70687, screen 0.00923 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.70687, screen 0.01661 point pt 5 ps 0.8 lc rgb '#0072B2' front
set label 'rl_hard, best T' at screen 0.72687, screen 0.01661 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: rl_id on id
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.93819; set bmargin at screen 0.72968
unset logscale x; set xrange [0.5:6.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('root' 1.0, 'root, best T' 2.0, 'root, p^α, least' 3.0, 'root, p^α, most' 4.0, 'rl_id' 5.0, 'rl_id, best T' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_id on id' at screen 0.04960, screen 0.94926 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'pass@1 (probability)' at screen 0.01500, screen 0.83394 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::0 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::1::1 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::2::2 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::3::3 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::4::4 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::5::5 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::0::0 using 4:5:(sprintf('root: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::1::1 using 4:5:(sprintf('root, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::2::2 using 4:5:(sprintf('root, p^α, least: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::3::3 using 4:5:(sprintf('root, p^α, most: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::4::4 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::5::5 using 4:5:(sprintf('rl_id, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: rl_edge on id
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.93819; set bmargin at screen 0.72968
unset logscale x; set xrange [0.5:6.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('root' 1.0, 'root, best T' 2.0, 'root, p^α, least' 3.0, 'root, p^α, most' 4.0, 'rl_edge' 5.0, 'rl_edge, best T' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_edge on id' at screen 0.36793, screen 0.94926 left font 'sans-serif Bold,13' tc rgb '#333333' front
plot data skip 1 every ::6::6 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::7::7 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::8::8 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::9::9 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::10::10 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::11::11 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::6::6 using 4:5:(sprintf('root: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::7::7 using 4:5:(sprintf('root, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::8::8 using 4:5:(sprintf('root, p^α, least: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::9::9 using 4:5:(sprintf('root, p^α, most: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::10::10 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::11::11 using 4:5:(sprintf('rl_edge, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: rl_hard on id
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.93819; set bmargin at screen 0.72968
unset logscale x; set xrange [0.5:6.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('root' 1.0, 'root, best T' 2.0, 'root, p^α, least' 3.0, 'root, p^α, most' 4.0, 'rl_hard' 5.0, 'rl_hard, best T' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_hard on id' at screen 0.70127, screen 0.94926 left font 'sans-serif Bold,13' tc rgb '#333333' front
plot data skip 1 every ::12::12 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::13::13 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::14::14 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::15::15 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::16::16 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::17::17 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::12::12 using 4:5:(sprintf('root: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::13::13 using 4:5:(sprintf('root, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::14::14 using 4:5:(sprintf('root, p^α, least: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::15::15 using 4:5:(sprintf('root, p^α, most: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::16::16 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::17::17 using 4:5:(sprintf('rl_hard, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: rl_id on edge
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.63376; set bmargin at screen 0.42525
unset logscale x; set xrange [0.5:6.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('root' 1.0, 'root, best T' 2.0, 'root, p^α, least' 3.0, 'root, p^α, most' 4.0, 'rl_id' 5.0, 'rl_id, best T' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_id on edge' at screen 0.04960, screen 0.64483 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'pass@1 (probability)' at screen 0.01500, screen 0.52951 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::18::18 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::19::19 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::20::20 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::21::21 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::22::22 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::23::23 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::18::18 using 4:5:(sprintf('root: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::19::19 using 4:5:(sprintf('root, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::20::20 using 4:5:(sprintf('root, p^α, least: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::21::21 using 4:5:(sprintf('root, p^α, most: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::22::22 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::23::23 using 4:5:(sprintf('rl_id, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 5: rl_edge on edge
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.63376; set bmargin at screen 0.42525
unset logscale x; set xrange [0.5:6.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('root' 1.0, 'root, best T' 2.0, 'root, p^α, least' 3.0, 'root, p^α, most' 4.0, 'rl_edge' 5.0, 'rl_edge, best T' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_edge on edge' at screen 0.36793, screen 0.64483 left font 'sans-serif Bold,13' tc rgb '#333333' front
plot data skip 1 every ::24::24 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::25::25 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::26::26 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::27::27 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::28::28 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::29::29 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::24::24 using 4:5:(sprintf('root: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::25::25 using 4:5:(sprintf('root, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::26::26 using 4:5:(sprintf('root, p^α, least: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::27::27 using 4:5:(sprintf('root, p^α, most: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::28::28 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::29::29 using 4:5:(sprintf('rl_edge, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 6: rl_hard on edge
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.63376; set bmargin at screen 0.42525
unset logscale x; set xrange [0.5:6.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('root' 1.0, 'root, best T' 2.0, 'root, p^α, least' 3.0, 'root, p^α, most' 4.0, 'rl_hard' 5.0, 'rl_hard, best T' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_hard on edge' at screen 0.70127, screen 0.64483 left font 'sans-serif Bold,13' tc rgb '#333333' front
plot data skip 1 every ::30::30 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::31::31 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::32::32 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::33::33 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::34::34 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::35::35 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::30::30 using 4:5:(sprintf('root: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::31::31 using 4:5:(sprintf('root, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::32::32 using 4:5:(sprintf('root, p^α, least: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::33::33 using 4:5:(sprintf('root, p^α, most: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::34::34 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::35::35 using 4:5:(sprintf('rl_hard, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 7: rl_id on hard
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.32934; set bmargin at screen 0.12082
unset logscale x; set xrange [0.5:6.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('root' 1.0, 'root, best T' 2.0, 'root, p^α, least' 3.0, 'root, p^α, most' 4.0, 'rl_id' 5.0, 'rl_id, best T' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_id on hard' at screen 0.04960, screen 0.34041 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'pass@1 (probability)' at screen 0.01500, screen 0.22508 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::36::36 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::37::37 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::38::38 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::39::39 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::40::40 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::41::41 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::36::36 using 4:5:(sprintf('root: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::37::37 using 4:5:(sprintf('root, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::38::38 using 4:5:(sprintf('root, p^α, least: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::39::39 using 4:5:(sprintf('root, p^α, most: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::40::40 using 4:5:(sprintf('rl_id: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::41::41 using 4:5:(sprintf('rl_id, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 8: rl_edge on hard
set lmargin at screen 0.36793; set rmargin at screen 0.65333
set tmargin at screen 0.32934; set bmargin at screen 0.12082
unset logscale x; set xrange [0.5:6.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('root' 1.0, 'root, best T' 2.0, 'root, p^α, least' 3.0, 'root, p^α, most' 4.0, 'rl_edge' 5.0, 'rl_edge, best T' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_edge on hard' at screen 0.36793, screen 0.34041 left font 'sans-serif Bold,13' tc rgb '#333333' front
plot data skip 1 every ::42::42 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::43::43 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::44::44 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::45::45 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::46::46 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::47::47 using 4:5:6:7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::42::42 using 4:5:(sprintf('root: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::43::43 using 4:5:(sprintf('root, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::44::44 using 4:5:(sprintf('root, p^α, least: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::45::45 using 4:5:(sprintf('root, p^α, most: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::46::46 using 4:5:(sprintf('rl_edge: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::47::47 using 4:5:(sprintf('rl_edge, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 9: rl_hard on hard
set lmargin at screen 0.70127; set rmargin at screen 0.98667
set tmargin at screen 0.32934; set bmargin at screen 0.12082
unset logscale x; set xrange [0.5:6.5]
unset logscale y; set yrange [0.0:1.0]
set xtics rotate by 35 right ('root' 1.0, 'root, best T' 2.0, 'root, p^α, least' 3.0, 'root, p^α, most' 4.0, 'rl_hard' 5.0, 'rl_hard, best T' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6000000000000001, '0.8' 0.8, '1.0' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'rl_hard on hard' at screen 0.70127, screen 0.34041 left font 'sans-serif Bold,13' tc rgb '#333333' front
plot data skip 1 every ::48::48 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::49::49 using 4:5:6:7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::50::50 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::51::51 using 4:5 with points pt 6 ps 0.9 lw 1.5 lc rgb '#333333' notitle, \
     data skip 1 every ::52::52 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::53::53 using 4:5:6:7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::48::48 using 4:5:(sprintf('root: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::49::49 using 4:5:(sprintf('root, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::50::50 using 4:5:(sprintf('root, p^α, least: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::51::51 using 4:5:(sprintf('root, p^α, most: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::52::52 using 4:5:(sprintf('rl_hard: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::53::53 using 4:5:(sprintf('rl_hard, best T: %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
