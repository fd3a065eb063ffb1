# F7.2 Training
# Draws F7.2-training.svg from F7.2-training.tsv: gnuplot F7.2-training.gp
reset
if (!exists("output")) output = 'F7.2-training.svg'
data = 'F7.2-training.tsv'
set encoding utf8
set terminal svg size 1200,403 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F7_2_training'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Training' at screen 0.01167, screen 0.94541 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.47200, screen 0.04467 to screen 0.49867, screen 0.04467 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.48533, screen 0.04467 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'after' at screen 0.50533, screen 0.04467 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: mean reward
set lmargin at screen 0.04960; set rmargin at screen 0.32000
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [0.75:6.25]
unset logscale y; set yrange [0.0:0.565234375]
set xtics norotate offset 0,0.35 ('2' 2.0, '4' 4.0, '6' 6.0) font ',12' tc rgb '#333333'
set ytics ('0' -0.0, '0.1' 0.1, '0.2' 0.2, '0.3' 0.30000000000000004, '0.4' 0.4, '0.5' 0.5) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'mean reward' at screen 0.04960, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.18480, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'mean reward' at screen 0.01500, screen 0.52109 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::5 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::0::5 using 4:5:(sprintf('after: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: entropy (nats a token)
set lmargin at screen 0.38293; set rmargin at screen 0.65333
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [0.75:6.25]
unset logscale y; set yrange [0.1816103689826265:2.0560632129770844]
set xtics norotate offset 0,0.35 ('2' 2.0, '4' 4.0, '6' 6.0) font ',12' tc rgb '#333333'
set ytics ('0.5' 0.5, '1.0' 1.0, '1.5' 1.5, '2.0' 2.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'entropy (nats a token)' at screen 0.38293, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.51813, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'entropy (nats a token)' at screen 0.34833, screen 0.52109 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::6::11 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::6::11 using 4:5:(sprintf('after: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: length (tokens)
set lmargin at screen 0.71307; set rmargin at screen 0.98667
set tmargin at screen 0.83375; set bmargin at screen 0.20844
unset logscale x; set xrange [0.75:6.25]
unset logscale y; set yrange [11.590234375:18.370703125]
set xtics norotate offset 0,0.35 ('2' 2.0, '4' 4.0, '6' 6.0) font ',12' tc rgb '#333333'
set ytics ('12' 12.0, '14' 14.0, '16' 16.0, '18' 18.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'length (tokens)' at screen 0.71307, screen 0.86352 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'step' at screen 0.84987, screen 0.12655 center font 'sans-serif,13' tc rgb '#222222' front
set label 'length (tokens)' at screen 0.68167, screen 0.52109 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::12::17 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::12::17 using 4:5:(sprintf('after: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
